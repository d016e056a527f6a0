"""Names of goods that look like names of persons: makes and models of vehicles, clothes, watches, tools, drinks."""

from language.german.tokens import fold

_MAKES = frozenset(
    """
    alfa aprilia audi bentley bmw bugatti byd cadillac chevrolet chrysler citroen cupra dacia daf daihatsu
    daimler dodge ducati ferrari fiat ford harley harley-davidson honda hyundai infiniti isuzu iveco jaguar
    jeep kawasaki kia ktm lada lamborghini lancia lexus maserati mazda mercedes mercedes-benz mercedes-amg mg
    mini mitsubishi nissan opel peugeot piaggio polestar porsche renault rover saab scania seat simson skoda
    smart ssangyong subaru suzuki tesla toyota trabant triumph vespa volkswagen volvo vw wartburg yamaha
    cannondale cube kettler ghost haibike hercules
    """.split()
)
_MODELS = frozenset(
    """
    a-klasse astra auris avensis berlingo b-klasse boxster caddy captur cayenne cee'd civic c-klasse clio colt
    corolla corsa cr-v davidson dobló doblo ducato duster e-klasse fabia fiesta focus galaxy getz giulia
    giulietta golf ibiza insignia jazz juke jumper kadett kangoo karoq kodiaq kuga leon logan macan mazda2
    mazda3 megane meriva micra mii mokka mondeo octavia panamera panda passat picanto polo punto qashqai rapid
    s-klasse sandero santa scenic scirocco sharan s-max spark sportage sprinter superb swift t-cross tiguan
    tipo touran tourneo transit transporter tucson twingo up vectra vitara vito v-klasse x-trail yaris yeti
    zafira zoe
    """.split()
)


# Brands called like a person, by their words.
_CALLED_LIKE_PERSONS = frozenset(
    name
    for name in (
        "hugo boss|jil sander|tommy hilfiger|michael kors|philipp plein|calvin klein|ralph lauren|"
        "louis vuitton|jack wolfskin|jack jones|jack daniel|jack daniels|jim beam|johnnie walker|"
        "paco rabanne|yves saint laurent|yves rocher|christian dior|marc o'polo|marc o’polo|tom tailor|"
        "tom ford|paul green|steve madden|daniel wellington|dom perignon|maurice lacroix|michel herbelin|"
        "rolex daytona|karl kani|pierre cardin|jean paul gaultier|carolina herrera|giorgio armani|"
        "emporio armani|roberto cavalli|ray ban|dr. martens|peter kaiser|gerry weber|betty barclay|"
        "fred perry|ted baker|paul hewitt|moet chandon|captain morgan|wilhelm sihn|philip morris|"
        "peter stuyvesant|john deere|fritz berger|bruno banani|bosch|hilti|makita|stihl|metabo|junghans|"
        "rolex|omega|gucci|prada|adidas|nike|puma|samsung|apple|sony|canon|nikon|husqvarna|kärcher|milwaukee|"
        "fein"
    ).split("|")
)


def is_brand(name: str) -> bool:
    """Whether a name of one word or more is that of goods: Hugo Boss, Hilti."""
    return fold(name).removesuffix("'s").removesuffix("’s") in _FOLDED_BRANDS


_FOLDED_BRANDS = frozenset(fold(name) for name in _CALLED_LIKE_PERSONS)


def is_make(word: str) -> bool:
    """Whether a word is the make of a vehicle: Opel, Mercedes-Benz."""
    return fold(word) in _MAKES


def is_model(word: str) -> bool:
    """Whether a word is the model of a vehicle where it follows its make: Corsa, Golf."""
    return fold(word) in _MODELS
