#!/usr/bin/env bash
# Sees to it that the tests' servers are there: PostgreSQL and RabbitMQ. Each test run starts private instances of its own.
# Servers named in TTV_TEST_POSTGRES and TTV_TEST_RABBITMQ are taken as they are.
set -euo pipefail
needed=()
if [ -z "${TTV_TEST_POSTGRES:-}" ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then needed+=(postgresql); fi
if [ -z "${TTV_TEST_RABBITMQ:-}" ] && [ ! -x /usr/lib/rabbitmq/bin/rabbitmq-server ]; then needed+=(rabbitmq-server); fi
if [ "${#needed[@]}" -eq 0 ]; then exit 0; fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "the tests need ${needed[*]}: install them, or name servers in TTV_TEST_POSTGRES and TTV_TEST_RABBITMQ" >&2
  exit 0 # The tests that need them fail and say so.
fi

echo "installing ${needed[*]} for the tests" >&2
# The packages would start services of their own; the tests start private ones.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi

export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null; }
install || { apt-get update -qq && install; }
