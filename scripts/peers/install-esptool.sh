#!/bin/sh
# Installs esptool and espefuse from Debian packages into .peers/esptool, as real peers for test/peers/esptool.test.ts.
# Debian 12 has no esptool package, so the one of Debian 13 is unpacked (not installed) beside the dependencies of
# Debian 12. Nothing outside .peers changes except those dependencies. Running it again does nothing.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
target="$root/.peers/esptool"
dependencies="python3-serial python3-ecdsa python3-cryptography python3-bitstring python3-intelhex python3-yaml"

if [ -f "$target/.complete" ] && [ -f "$target/esp_rfc2217_server.py" ] && PYTHONPATH="$target" /usr/bin/python3 -m esptool version >/dev/null 2>&1; then
  echo "esptool is already in $target"
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "This needs root for apt. Run: sudo $0" >&2
  exit 3
fi

exec 9>/tmp/apt.lock
flock 9

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mirror=$(sed -n 's/^URIs: *\(.*\/debian\)\/*$/\1/p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)
[ -n "$mirror" ] || mirror=$(awk '$1 == "deb" { print $2; exit }' /etc/apt/sources.list 2>/dev/null || true)
[ -n "$mirror" ] || { echo "No Debian mirror is configured in /etc/apt." >&2; exit 1; }

# A private apt configuration, so that the system never sees the newer release.
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/parts"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$work/sources.list"
cat >"$work/apt.conf" <<CONF
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "$work/parts";
Dir::State::Lists "$work/lists";
Dir::Cache "$work/cache";
APT::Sandbox::User "root";
CONF
APT_CONFIG="$work/apt.conf" apt-get update -q
(cd "$work" && APT_CONFIG="$work/apt.conf" apt-get download -q esptool python3-reedsolo)

missing=""
for package in $dependencies; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  apt-get update -q
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
fi

rm -rf "$target"
mkdir -p "$target"
for deb in "$work"/*.deb; do dpkg-deb -x "$deb" "$work/tree"; done
for part in esptool espefuse espsecure; do
  [ ! -e "$work/tree/usr/lib/python3/dist-packages/$part" ] || cp -r "$work/tree/usr/lib/python3/dist-packages/$part" "$target/"
done
# Debian has the port server among the examples.
find "$work/tree/usr" -name 'esp_rfc2217_server.py' -exec cp {} "$target/" \;
find "$work/tree/usr/lib/python3/dist-packages" -maxdepth 1 -name 'reedsolo*' -exec cp -r {} "$target/" \;
[ -e "$target/reedsolo.py" ] || find "$work/tree" -name 'reedsolo.py' -exec cp {} "$target/" \;
PYTHONPATH="$target" /usr/bin/python3 -m esptool version
touch "$target/.complete"
