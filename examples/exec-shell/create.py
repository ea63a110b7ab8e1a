"""Makes a session with the standard library alone, and prints the status of the answer."""

import os
import urllib.request

request = urllib.request.Request(os.environ["SESSION_MANAGER_URL"] + "/api/sessions", method="POST")
with urllib.request.urlopen(request) as answer:
    print(answer.status)
