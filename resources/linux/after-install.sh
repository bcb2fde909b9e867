#!/bin/bash
# Owns: what the deb and rpm packages do after they are unpacked. electron-builder fills in the names.
# The records of the station are in each user's own data folder and are not touched, here or when it is removed.

if type update-alternatives >/dev/null 2>&1; then
  update-alternatives --install '/usr/bin/${executable}' '${executable}' '/opt/${sanitizedProductName}/${executable}' 100
else
  ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'
fi

# Chromium's sandbox needs user namespaces, or else the SUID helper.
if [[ -L /proc/self/ns/user ]] && unshare --user true; then
  chmod 0755 '/opt/${sanitizedProductName}/chrome-sandbox' || true
else
  chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox' || true
fi

# Where AppArmor takes user namespaces away from programs without a profile (Ubuntu 24.04 and later).
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if apparmor_status --enabled >/dev/null 2>&1 && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  cp -f "$profile" '/etc/apparmor.d/${executable}'
  if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
  fi
fi

hash update-mime-database 2>/dev/null && update-mime-database /usr/share/mime || true
hash update-desktop-database 2>/dev/null && update-desktop-database /usr/share/applications || true

# The rules for USB serial ports came with the package; ports that are plugged in already get them too.
if hash udevadm 2>/dev/null && [ -d /run/udev ]; then
  udevadm control --reload || true
  udevadm trigger --subsystem-match=tty --subsystem-match=usb || true
fi
