"""Names of months, weekdays and near days in the languages of the news."""

from __future__ import annotations

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# English, Spanish, French, German, Italian, Portuguese; a name that two languages share is given once.
_MONTH_NAMES = (
    "january enero janvier januar gennaio janeiro",
    "february febrero février februar febbraio fevereiro",
    "march marzo mars märz março",
    "april abril avril aprile",
    "may mayo mai maggio maio",
    "june junio juin juni giugno junho",
    "july julio juillet juli luglio julho",
    "august agosto août",
    "september septiembre septembre settembre setembro",
    "october octubre octobre oktober ottobre outubro",
    "november noviembre novembre novembro",
    "december diciembre décembre dezember dicembre dezembro",
)
MONTH_BY_NAME = {name: month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""The number of a month, 1 to 12, by its full name in lower case, in six languages."""

MONTH_BY_ABBREVIATION = {name[:3].lower(): month for month, name in enumerate(ENGLISH_MONTHS, 1)} | {"sept": 9}
"""The number of a month, 1 to 12, by its English abbreviation in lower case, without a full stop."""

ENGLISH_MONTH_WORDS = tuple(name.lower() for name in ENGLISH_MONTHS)
WEEKDAY_BY_NAME = {name.lower(): number for number, name in enumerate(ENGLISH_WEEKDAYS)}
"""The number of a weekday as `date.weekday` gives it (Monday is 0), by its English name in lower case."""

WEEKDAY_ABBREVIATIONS = tuple(name[:3].lower() for name in ENGLISH_WEEKDAYS)

# German, French, Spanish, Italian, Portuguese, Japanese, Chinese; in the case in which these languages write them.
_FOREIGN_WEEKDAY_NAMES = (
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "月曜 火曜 水曜 木曜 金曜 土曜 日曜",
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
)
FOREIGN_WEEKDAY_BY_NAME = {
    name: number for names in _FOREIGN_WEEKDAY_NAMES for number, name in enumerate(names.split())
}
"""The number of a weekday (Monday is 0) by its name in another language than English."""

FOREIGN_DAY_OFFSETS = {
    **dict.fromkeys(["gestern", "ayer", "ieri", "ontem", "昨日", "昨天"], -1),
    **dict.fromkeys(["heute", "aujourd'hui", "aujourd’hui", "hoy", "oggi", "hoje", "今日", "本日", "今天"], 0),
    **dict.fromkeys(["demain", "domani", "amanhã", "明日", "明天"], 1),
}
"""How many days after today a word of another language than English means: yesterday is -1."""
