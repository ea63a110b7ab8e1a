#!/bin/sh
# enter.sh ROOT USER FOLDER COMMAND...: runs a command with ROOT as its root folder and FOLDER as its working folder. Of the
# machine it has the programs, not the files. In a mount namespace of its own, so that nothing of this stays.
# NAMED: the name of this network's only address that is no loopback one.
# HOME_OF_NPM: a folder that is there too. READ_ONLY: nothing can be written, and the network is a loopback of its own.
set -e
root=$1 user=$2 folder=$3
shift 3
mount --bind "$root" "$root"
for name in bin sbin lib lib64 usr etc opt dev; do
  if [ -L "/$name" ]; then
    ln -sfn "$(readlink "/$name")" "$root/$name"
  elif [ -d "/$name" ]; then
    mkdir -p "$root/$name"
    mount --rbind "/$name" "$root/$name"
  fi
done
mkdir -p "$root/proc"
mount -t proc proc "$root/proc"
if [ -n "$HOME_OF_NPM" ]; then
  mkdir -p "$root$HOME_OF_NPM" "$root/tmp"
  mount --rbind "$HOME_OF_NPM" "$root$HOME_OF_NPM"
fi
if [ -n "$READ_ONLY" ]; then
  mount -o remount,ro,bind "$root"
  ip link set lo up
  if [ -n "$NAMED" ]; then
    ip address add 10.10.0.2/32 dev lo
    printf '127.0.0.1 localhost\n10.10.0.2 %s\n' "$NAMED" >"$HOSTS"
    mount --bind "$HOSTS" "$root/etc/hosts"
  fi
fi
exec chroot --userspec="$user" --groups= "$root" env -C "$folder" "$@"
