#!/bin/bash
# Owns: what the deb and rpm packages do when they are removed. The records of the station stay: they are in
# ~/.local/share/slipway of each user (docs/desktop.md).

# An upgrade takes the old version away too, with rpm after the new one is in place: then there is nothing to undo.
# dpkg says "upgrade" (Debian Policy 6.5), rpm how many versions are left (rpm-scriptlets).
case "$1" in
  upgrade | failed-upgrade | abort-upgrade | 1) exit 0 ;;
esac

if type update-alternatives >/dev/null 2>&1; then
  update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}' || true
else
  rm -f '/usr/bin/${executable}'
fi

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi

if hash udevadm 2>/dev/null && [ -d /run/udev ]; then
  udevadm control --reload || true
fi
