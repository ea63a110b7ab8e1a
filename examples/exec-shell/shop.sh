# The program under test: a shop's script, which has curl and the address of Session Manager.
# usage: . ./shop.sh; then visit, type_postal_code, see.

: "${SESSION_MANAGER_URL:?where Session Manager is}"
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT

ask() { curl --silent --show-error --fail --cookie "$jar" --cookie-jar "$jar" "$@"; }

# visit QUERY: creates the session and prints it
visit() { ask --request POST "$SESSION_MANAGER_URL/api/sessions?items=*&$1"; }

# type_postal_code COUNTRY POSTAL_CODE
type_postal_code() {
  ask --request PATCH --header 'Content-Type: application/json' --output /dev/null \
    --data "{\"public\":{\"country\":{\"value\":\"$1\"},\"postalCode\":{\"value\":\"$2\"}}}" \
    "$SESSION_MANAGER_URL/api/sessions"
}

# see ITEM: one item of the session, such as store.channel
see() {
  ask "$SESSION_MANAGER_URL/api/sessions?items=$1" | sed -n 's/.*"value":"\([^"]*\)".*/\1/p'
}
