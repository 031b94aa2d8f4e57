"""What the command says of itself and of each thing it can do."""

QUIETWORD = """\
Quiet Word: a borough's anonymous intelligence line that a council can run itself.

To try it:        quietword demo run
To run it:        quietword init, then the four services of deploy/OPERATING.md
Something wrong:  quietword check
"""
SETTINGS_NOTE = """\
Commands read the settings file that --settings or the variable
QUIETWORD_SETTINGS names. They end with 0 when it is done, 1 when it could not
be done, and 2 when it was asked wrongly or a setting is wrong.
"""
INIT = """\
Who runs it: the council's administrator on the server, with the first auditor
beside them. It makes the settings file, one secret for each web process and the
database; enrols the auditor and opens the auditor desk before anything else, so
that nothing ever happens off the log; and invites the first administrator.

The auditor's password and one-time code, the recovery kit of their desk and the
administrator's link are shown on the terminal itself or in a file named with
--print-to, never on standard output. Each is shown once and kept nowhere.

  quietword init --folder /etc/quietword --auditor dev --administrator carol \\
      --database postgresql+asyncpg://quietword_owner@/quietword \\
      --reporter-database postgresql+asyncpg://quietword_reporter@/quietword \\
      --desk-database postgresql+asyncpg://quietword_desk@/quietword \\
      --upkeep-database postgresql+asyncpg://quietword_upkeep@/quietword \\
      --reporter-hosts tell.example.gov.uk --desk-url https://desk.example.gov.uk
"""
MIGRATE = """\
Run it after every upgrade, before the services start again. It uses the address
under [owner], and on PostgreSQL applies the roles' rights (deploy/grants.sql).
Running it again changes nothing.
"""
CHECK = """\
Settings, borough, word list, pages, each process's secret and database, that the
desks without which no tip can be taken are open and lead back to their pins, and
which others are open. Ends with 1 if anything is wrong.
"""
APPLY = """\
Change a copy, never the site's own file. It is checked whole, what changes is
shown, and the log says that it was changed, with the new file's SHA-256. What held
until today is kept beside it, so that old tips and reports name who had them then.
Nothing is written where there are mistakes or a desk that would go has work left.

  cp /etc/quietword/borough.toml new.toml
  quietword borough check new.toml && quietword borough apply new.toml
"""
SERVE = """\
Checks the settings, then replaces itself by uvicorn: no access log, no address
and no request is ever written down. Put a TLS proxy before it that does the same.

  quietword serve reporter
  quietword serve desk --port 8001 --workers 2
"""
UPKEEP = """\
Removes what was withdrawn, tips whose day has come, old mailboxes and ended
sessions. Any number may run at once. With SQLite it also tidies the disk every
night; with PostgreSQL only the tables' owner may, so let a timer run
`quietword upkeep --nightly` at night.
"""
PIN = """\
The page that opens a desk shows its fingerprint. Written into the settings, it
is what every later card must lead back to, so a database that somebody changed
cannot slip another key in. Start the services again afterwards.

  quietword desk pin community-safety 3f0c...9a
"""
INVITE = """\
For when no administrator can sign in. The link is shown on the terminal or in a
file named with --print-to; it works once, for seven days, and is in the log.
"""
VERIFY = """\
Compare count and head hash with those you noted before: entries may only have
been added. Ends with 1 if the chain is broken.
"""
DEMO = """\
Reporters on http://127.0.0.1:8000, the desk on http://127.0.0.1:8001, and upkeep.
Everything lives under var/ and is kept; delete var/ to begin again. Ctrl-C ends
all of it. Never use it for real tips: its officers' passwords lie beside it.
"""

POSTER = """
The page carries a QR code and an address, /p/CODE, which leads to the first page.
How often it is followed is counted by day; what is told afterwards is never linked
to it. The page passes the checks of PDF/UA-1.

  quietword poster SCHOOL --address https://tell.example --out school.pdf
"""

SUPPORT = """
Every number and address of the borough's file, with the day somebody last checked
it. Those that nobody checked for more than a year, or whose day has not come yet,
stand first, marked OLD. Ends with 1 if there are any, so that a timer can mail it.
Try them, and put the new day into the file.

  quietword support --file new.toml
"""
