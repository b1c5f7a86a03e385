"""Whether a page can be drawn: runs the front page in the server on this machine. Exit status 0, or 1 with the reason.

Needs `server.scriptHealthCheckEnabled`; PORT is where the server listens. Imports little, for it runs often.
"""

import os
import sys
import urllib.request

url = f"http://127.0.0.1:{os.environ.get('PORT', '8501')}/_stcore/script-health-check"
try:
    urllib.request.urlopen(url, timeout=15)
except OSError as error:
    sys.exit(f"no page: {error}")
