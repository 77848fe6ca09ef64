import json
import logging
import re
import traceback

from lib.links import TOKEN

HELD_BACK = {"request", "exc_text"}
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line. Extras are added as they are: callers put codes and counts in them, never names or addresses.

    Whoever reads the log may not act for anybody, so signed links go out of it; and the words of an exception may quote a
    row, so only its kind and its place are kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": re.sub(TOKEN, "(signed link)", record.getMessage()),
        }
        line |= {k: v for k, v in vars(record).items() if k not in STANDARD | HELD_BACK}
        if record.exc_info:
            line["exception"] = self._place(*record.exc_info)
        return json.dumps(line, default=str)

    def _place(self, kind, error, where) -> str:
        return "".join([*traceback.format_tb(where), kind.__name__ if kind else ""])
