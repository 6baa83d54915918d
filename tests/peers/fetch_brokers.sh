#!/usr/bin/env bash
# Unpacks real brokers (mosquitto, RabbitMQ, NATS), a proxy (tinyproxy) and what they need into a folder, for the tests: installing them would
# start their services on this machine and keep them. Needs no root; does nothing if all is there.
#   fetch_brokers.sh FOLDER
set -euo pipefail
folder=$1
packages=(mosquitto nats-server rabbitmq-server tinyproxy)
wanted=()
for package in "${packages[@]}"; do
    [ -e "$folder/have/$package" ] || dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || wanted+=("$package")
done
[ ${#wanted[@]} -eq 0 ] && exit 0
mkdir -p "$folder/debs/partial" "$folder/root" "$folder/have"
folder=$(cd "$folder" && pwd)
# What is installed already is not fetched; nothing is installed, so nobody's lock is needed.
apt-get -o Debug::NoLocking=1 -o Dir::Cache::archives="$folder/debs" -qq -y --no-install-recommends --download-only \
    install "${wanted[@]}" </dev/null
for package in "$folder"/debs/*.deb; do
    dpkg-deb -x "$package" "$folder/root"
done
rm -rf "$folder/debs"
# Debian's start script of Erlang knows one place only.
erl=$folder/root/usr/lib/erlang/bin/erl
[ ! -e "$erl" ] || sed -i "s,ROOTDIR=/usr/lib/erlang,ROOTDIR=$folder/root/usr/lib/erlang," "$erl"
for package in "${wanted[@]}"; do
    touch "$folder/have/$package"
done
