; slipway:// links, which electron-builder registers for macOS and Linux only. Taken away again with the app.
!macro customInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\slipway"
  WriteRegStr SHELL_CONTEXT "Software\Classes\slipway" "" "URL:Slipway"
  WriteRegStr SHELL_CONTEXT "Software\Classes\slipway" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\slipway\DefaultIcon" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}",0'
  WriteRegStr SHELL_CONTEXT "Software\Classes\slipway\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\slipway"
!macroend
