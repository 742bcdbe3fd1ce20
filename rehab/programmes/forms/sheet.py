"""The grid of the log: many sessions typed at once, looked over together and saved together."""

from functools import cached_property

from django.urls import reverse

from rehab.programmes.decisions import session_input
from rehab.programmes.forms.log import SessionRow, SourceForm, levels_filled_in
from rehab.programmes.forms.log_fields import Days
from rehab.programmes.logbook import Column, Logbook, in_order

ROWS = 12
MOST_ROWS = 60
LOOK_AT_LEVELS = (
    "Levels were filled in anew from the sessions before them: they are marked. Compare them with the paper, then save."
)


class LogSheet:
    """The sheet as it is shown and as it was sent. `data` is what was sent, None for a new sheet."""

    def __init__(self, data, *, programme, today):
        self.data = None if data is None else data.copy()
        self.programme = programme
        self.form = SourceForm(self.data)
        self.logbook = Logbook(programme, today)
        self.sides = [row.side for row in programme.sides.all()]
        self.days = _days(programme, today, self.logbook)
        self.typed: list = []
        self.columns = self._columns()
        self.rows = self._rows()
        if self.data is not None:
            self._take_in()

    @cached_property
    def further_columns(self) -> list[Column]:
        """Exercises of the programme that have no column yet."""
        return [column for column in self.logbook.known if column not in self.columns]

    @property
    def filled_rows(self) -> list[SessionRow]:
        return [row for row in self.rows if not row.is_blank]

    @property
    def has_new_levels(self) -> bool:
        """True where a level that would be saved was not yet on the page that was sent."""
        return any(row.new_levels.intersection(row.done) for row in self.rows)

    def is_ready(self) -> bool:
        """Whether everything may be saved as it stands on the page; messages stand beside the fields if not."""
        if self.form.is_valid() and not self.filled_rows:
            self.form.add_error(None, "Nothing was typed yet.")
        if self.has_new_levels and not self.errors:
            self.form.add_error(None, LOOK_AT_LEVELS)
        return self.form.is_valid() and not self.errors

    @property
    def errors(self) -> list:
        """[(bound field, message, number of the row)] of all rows, in order."""
        return [
            (field, error, number)
            for number, row in enumerate(self.rows, start=1)
            for field in row
            for error in field.errors
            if not row.is_blank
        ]

    def sessions(self) -> list[dict]:
        """What was typed, as log_sessions() takes it."""
        source = self.form.cleaned_data["source"]
        return [row.session() | {"source": source} for row in self.filled_rows]

    def refuse(self, error):
        """Put the messages of log_sessions() beside the fields that they are about."""
        if not hasattr(error, "error_dict"):
            self.form.add_error(None, error)
            return
        for path, words in error.message_dict.items():
            kind, _, rest = path.partition(".")
            place, _, field = rest.partition(".")
            if kind == "sessions" and field:
                self.filled_rows[int(place)].refuse(field, words)
            else:
                self.form.add_error(None, words)

    def _columns(self):
        sent = [] if self.data is None else self.data.getlist("column")
        wanted = [column for column in self.logbook.known if column.id in sent]
        return in_order([*self.logbook.columns(), *wanted])

    def _rows(self):
        """The rows as sent, or as many blank ones, their levels filled in; each knows the date of the row above."""
        rows: list[SessionRow] = []
        previous = None
        levels = levels_filled_in(self.columns, self.logbook.levels(self.logbook.next_day()))
        for place in range(self._count()):
            row = SessionRow(
                self.data,
                prefix=str(place),
                initial=levels,
                columns=self.columns,
                sides=self.sides,
                days=self.days,
                previous=previous,
            )
            if self.data is not None:
                previous = row.day or previous
            rows.append(row)
        return rows

    def _count(self):
        if self.data is None:
            return ROWS
        sent = self.data.get("rows", "")
        count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < len("1000") else ROWS
        more = ROWS if self.data.get("then") == "more_rows" else 0
        return max(1, min(count + more, MOST_ROWS))

    def _take_in(self):
        """Read the rows by date, each with the levels that the ones before it lead to; then the blank ones."""
        offered = self._read()
        if new := [column for column in offered if column not in self.columns]:
            self.columns = in_order([*self.columns, *new])
            looked_over, self.rows = self.rows, self._rows()
            for row, before in zip(self.rows, looked_over, strict=True):
                row.new_levels |= before.new_levels
            self._read()
        for row in _with_a_date_from_above(self.rows):
            row.add_error("performed_on", "This date stands twice on the sheet.")

    def _read(self):
        """Check the rows and fill in their levels. Returns every column that was or will be offered on their days."""
        offered: dict = {}
        self.typed = []
        repeated = _with_a_date_from_above(self.rows)
        dated = sorted((row for row in self.rows if row.day), key=lambda row: row.day)
        for row in dated:
            levels = self.logbook.levels(row.day, self.typed)
            offered |= levels
            row.fill_in(levels)
            if row.is_valid() and not row.is_blank and row not in repeated:
                self.typed.append(session_input(row.session()))
        levels = self.logbook.levels(self.logbook.next_day(self.typed), self.typed)
        offered |= levels
        for row in self.rows:
            if row not in dated:
                row.fill_in(levels)
                row.full_clean()
        return offered


def _days(programme, today, logbook):
    logged = {
        day: reverse("programmes:correct_session", args=[pk])
        for day, pk in programme.sessions.filter(is_current=True).values_list("performed_on", "pk")
    }
    return Days(first=programme.started_on, last=logbook.last_day, today=today, logged=logged)


def _with_a_date_from_above(rows) -> list:
    """The rows whose date stands in a row above already."""
    days: set = set()
    repeated = []
    for row in rows:
        if row.day in days:
            repeated.append(row)
        elif row.day:
            days.add(row.day)
    return repeated
