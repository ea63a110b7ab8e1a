# Run by `vtex-session-mock exec`, which starts an emulator for it.
set -eu
. ./shop.sh

count=0
failed=0
# check NAME EXPECTED ACTUAL
check() {
  count=$((count + 1))
  if [ "$2" = "$3" ]; then
    echo "ok $count - $1"
  else
    echo "not ok $count - $1: expected '$2', got '$3'"
    failed=$((failed + 1))
  fi
}

visit utm_source=newsletter >/dev/null
check 'the account is the one asked for' b2c-brazil "$SESSION_MANAGER_ACCOUNT"
check 'the campaign of the first visit is kept' newsletter "$(see public.utm_source)"
check 'a new visitor has the default trade policy' 1 "$(see store.channel)"
check 'and no region' '' "$(see checkout.regionId)"

type_postal_code BRA 01310-100
check 'the postal code is that of the persona' 01310-100 "$(see public.postalCode)"
check 'and gives a region' 1 "$(see checkout.regionId | wc -w | tr -d ' ')"

# The control plane, from any client: log a shopper in.
cookie=$(curl --silent --fail --request POST "$SESSION_MANAGER_URL/_mock/personas/shopper/sessions" |
  sed -n 's/.*"cookie":"\([^"]*\)".*/\1/p')
email=$(curl --silent --fail --header "Cookie: $cookie" "$SESSION_MANAGER_URL/api/sessions?items=profile.email" |
  sed -n 's/.*"value":"\([^"]*\)".*/\1/p')
check 'a shopper is known by their cookies' davi@example.com "$email"

# Another language reads the session with the same cookie, if Python is installed.
if command -v python3 >/dev/null; then
  check 'python3 finds the emulator by the same variable' 201 "$(python3 create.py)"
fi

echo "1..$count"
exit "$failed"
