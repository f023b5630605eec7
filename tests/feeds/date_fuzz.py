"""Random dates in the forms that feeds write, with the moment that each means.

Run `python tests/feeds/date_fuzz.py SECONDS [SEED]` to try the parser for longer than the test suite does.
"""

import random
import sys
import time
from datetime import UTC, datetime, timedelta

from briefing.feeds.parsing.entry_dates import MAX_LENGTH, DateReader, parse_entry_date

# By language: months in full and abbreviated, and weekdays from Monday on. Written by hand, apart from the parser's.
LANGUAGES = {
    "en": (
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "Mon Tue Wed Thu Fri Sat Sun",
    ),
    "de": (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sep. Okt. Nov. Dez.",
        "Mo Di Mi Do Fr Sa So",
    ),
    "fr": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "lun. mar. mer. jeu. ven. sam. dim.",
    ),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "lun mar mié jue vie sáb dom",
    ),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "lun mar mer gio ven sab dom",
    ),
    "pt": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "seg ter qua qui sex sáb dom",
    ),
    "nl": (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "ma di wo do vr za zo",
    ),
    "pl": (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "pon wt śr czw pt sob ndz",
    ),
    "cs": (
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "led úno bře dub kvě čvn čvc srp zář říj lis pro",
        "po út st čt pá so ne",
    ),
    "ru": (
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "янв фев мар апр май июн июл авг сен окт ноя дек",
        "Пн Вт Ср Чт Пт Сб Вс",
    ),
    "uk": (
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "січ лют бер кві тра чер лип сер вер жов лис гру",
        "пн вт ср чт пт сб нд",
    ),
    "tr": (
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
        "Pzt Sal Çar Per Cum Cmt Paz",
    ),
    "sv": (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "mån tis ons tors fre lör sön",
    ),
    "da": (
        "januar februar marts april maj juni juli august september oktober november december",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "man. tirs. ons. tors. fre. lør. søn.",
    ),
    "no": (
        "januar februar mars april mai juni juli august september oktober november desember",
        "jan feb mar apr mai jun jul aug sep okt nov des",
        "man. tir. ons. tor. fre. lør. søn.",
    ),
    "fi": (
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
        "marraskuuta joulukuuta",
        "Tam Hel Maa Huh Tou Kes Hei Elo Syy Lok Marr Jou",
        "ma ti ke to pe la su",
    ),
    "el": (
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
        "Δεκεμβρίου",
        "Ιαν Φεβ Μαρ Απρ Μαΐ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ",
        "Δευ Τρί Τετ Πέμ Παρ Σάβ Κυρ",
    ),
    "id": (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
        "Sen Sel Rab Kam Jum Sab Min",
    ),
    "ro": (
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "ian. feb. mar. apr. mai iun. iul. aug. sept. oct. nov. dec.",
        "lun. mar. mie. joi vin. sâm. dum.",
    ),
    "hu": (
        "január február március április május június július augusztus szeptember október november december",
        "jan. febr. márc. ápr. máj. jún. júl. aug. szept. okt. nov. dec.",
        "h k sze cs p szo v",
    ),
    "hr": (
        "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
        "sij velj ožu tra svi lip srp kol ruj lis stu pro",
        "pon uto sri čet pet sub ned",
    ),
}
ZONES = {
    "GMT": 0, "Z": 0, "UTC": 0, "CET": 60, "CEST": 120, "MSK": 180, "JST": 540, "EST": -300, "PDT": -420, "EET": 120,
}  # fmt: skip


def offset_text(random_source, minutes):
    """Return a zone of so many minutes in one of its usual forms."""
    sign, hours, rest = "-" if minutes < 0 else "+", *divmod(abs(minutes), 60)
    forms = [f"{sign}{hours:02}{rest:02}", f"{sign}{hours:02}:{rest:02}", f"{sign}{hours}:{rest:02}"]
    forms += [f"{sign}{hours}{rest:02}", f"{sign}{hours:02}:{rest:02}:00"]
    if not rest:
        forms += [f"{sign}{hours}", f"{sign}{hours:02}"]
    return random_source.choice(["", "", "UTC", "GMT"]) + random_source.choice(forms)


def iso_date(random_source, local):
    """Return a date in a form of ISO 8601, and the seconds that the form leaves out."""
    year, week, weekday = local.isocalendar()
    ordinal = local.timetuple().tm_yday
    extended = [f"{local:%Y-%m-%d}", f"{year}-W{week:02}-{weekday}", f"{local.year}-{ordinal:03}"]
    basic = [f"{local:%Y%m%d}", f"{year}W{week:02}{weekday}", f"{local.year}{ordinal:03}"]
    hour, minute, second = local.hour, local.minute, local.second
    clocks = [
        (f"{hour:02}", f"{hour:02}", 60 * minute + second),
        (f"{hour:02}:{minute:02}", f"{hour:02}{minute:02}", second),
        (f"{hour:02}:{minute:02}:{second:02}", f"{hour:02}{minute:02}{second:02}", 0),
        (f"{hour:02}:{minute:02}:{second:02},25", f"{hour:02}{minute:02}{second:02}.5", 0),
    ]
    days, place = random_source.choice([(extended, 0), (basic, 1)])
    clock = random_source.choice(clocks)
    return f"{random_source.choice(days)}T{clock[place]}", clock[2]


def random_date(random_source):
    """Return a date as a feed writes it, the language of the feed, and the moment that it means."""
    local = datetime(1995, 1, 1) + timedelta(seconds=random_source.randrange(45 * 365 * 86400))
    lang = random_source.choice(list(LANGUAGES))
    full, short, weekdays = (words.split() for words in LANGUAGES[lang])
    month = random_source.choice([full, short])[local.month - 1]
    weekday = random_source.choice(["", weekdays[local.weekday()] + random_source.choice([",", "", " "])])
    year, day = local.year, random_source.choice([f"{local.day}", f"{local.day:02}"])
    numeric = [f"{year}-{local:%m-%d}", f"{year}/{local:%m/%d}", f"{year}年{local.month}月{local.day}日"]
    if lang != "en":
        numeric.append(f"{day}.{local.month}.{year}")
        if lang not in ("hu", "sv"):
            numeric += [f"{local:%d/%m}/{year}", f"{local:%d-%m}-{year}"]
    words = [f"{weekday} {day} {month} {year}", f"{weekday} {month} {day}, {year}", f"{day}-{month}-{year}"]
    words += [f"{day} de {month} de {year}", f"{day}. {month} {year}", f"{year}. {month} {day}."]
    date = random_source.choice(random_source.choice([numeric, words])).strip()
    form, second = random_source.choice([("%H:%M:%S", local.second), ("%H:%M", 0), ("%I:%M %p", 0)])
    clock = f"{local:{form}}"
    if random_source.random() < 0.3:
        zone = random_source.choice(list(ZONES))
        minutes = ZONES[zone]
    else:
        minutes = random_source.choice([*range(-720, 841, 60), -210, 330, 345, 570])
        zone = offset_text(random_source, minutes)
    if random_source.random() < 0.2:
        text, left_out = iso_date(random_source, local)
        zone, minutes = random_source.choice([("Z", 0), ("+02:00", 120), ("-0330", -210), ("+07", 420)])
        return text + zone, lang, local.replace(tzinfo=UTC) - timedelta(minutes=minutes, seconds=left_out)
    between = random_source.choice([" ", ", ", " - "])
    text = f"{date}{between}{clock}{random_source.choice([' ', '']) if zone[0] in '+-' else ' '}{zone}"
    text = random_source.choice([str, str, str.lower, str.upper])(text) if lang != "tr" else text
    return text, lang, (local.replace(second=second, tzinfo=UTC) - timedelta(minutes=minutes))


def damaged(random_source, text):
    """Return a date with some characters removed, doubled or replaced."""
    characters = list(text)
    for _ in range(random_source.randrange(1, 5)):
        position = random_source.randrange(len(characters) + 1)
        characters[position : position + random_source.randrange(3)] = random_source.choices(
            "0123456789:+-/.,() TZ年月日午後٣é\u0000\u202e\U0001f600GMTaprnov[]", k=random_source.randrange(3)
        )
    return "".join(characters)


def try_dates(seed, count):
    """Raise AssertionError for the first of `count` dates that is read wrongly; the seed repeats it."""
    random_source = random.Random(seed)
    for _ in range(count):
        text, lang, expected = random_date(random_source)
        read = parse_entry_date(text, lang)
        assert read == (expected, False), (seed, text, lang, expected, read)
        unknown = parse_entry_date(text)
        assert unknown.unsure or unknown.moment in (expected, None), (seed, text, lang, expected, unknown)
        read = DateReader(random_source.choice([lang, ""]), [text]).read(damaged(random_source, text)[: 2 * MAX_LENGTH])
        assert read.moment is None or read.moment.tzinfo is UTC, (seed, text, read)


if __name__ == "__main__":
    stop, first_seed = time.monotonic() + float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    seed = first_seed
    while time.monotonic() < stop:
        try_dates(seed, 1000)
        seed += 1
    sys.stdout.write(f"{seed - first_seed} thousand dates without a finding\n")
