"""Names of the generated people, each with its usual spellings, the most usual first; none belongs to anybody."""

from dataclasses import dataclass
from typing import Final

Spellings = tuple[str, ...]


@dataclass(frozen=True)
class Country:
    """One country: its code, the code of its telephones, its names (frequent family names first) and towns."""

    iso3: str
    dialling_code: int
    families: tuple[Spellings, ...]
    women: tuple[Spellings, ...]
    men: tuple[Spellings, ...]
    places: tuple[str, ...]


def _list(text: str) -> tuple[Spellings, ...]:
    """Read names separated by blanks, their spellings by slashes; an underscore stands for a blank in a name."""
    return tuple(tuple(form.replace("_", " ") for form in name.split("/")) for name in text.split())


_WOMEN_OF_THE_WEST = (
    "Fatou/Fatu Aminata/Aminatou/Aminetou Mariama/Maryama/Mariema Aïssatou/Aissata/Aïchatou Khady/Khadi Coumba/Kumba "
    "Rokhaya/Rokaya/Roqaya Awa/Hawa Oumou/Umu Kadiatou/Kadiatu/Kadidiatou Salimata/Salimatou Ramata/Ramatou Fanta/Fanta "
    "Assitan/Assetan Nana/Nanah Djénéba/Dieneba/Djeneba Safiatou/Safiata Rasmata/Rasmatou Bintou/Binta Hadja/Hadjia "
    "Jeanne Françoise Michelle/Michèle Danielle/Danièle Simone Christiane Martine Adjoa/Adjoua Akissi/Akisi Ndèye/Ndeye"
)
_MEN_OF_THE_WEST = (
    "Mamadou/Mamadu/Mahamadou Mohamed/Mouhamadou/Mouhamed/Muhammad Ibrahima/Ibrahim/Ibrahime Ousmane/Usman/Ousman "
    "Abdoulaye/Abdulaye/Abdoulay Cheikh/Cheick/Sheikh Moussa/Musa/Mousa Souleymane/Suleymane/Soulemane Amadou/Ahmadou "
    "Boubacar/Boubakar/Aboubacar Issa/Isa Seydou/Saidou/Seidou Alassane/Allassane Oumar/Omar/Umar Idrissa/Idrisa "
    "Lassana/Lansana Bakary/Bacary Modibo/Modybo Assane/Hassane Ousseynou/Housseynou Yaya/Yahya Tidiane/Tidjane "
    "Jean François Michel Daniel Simon Christian Martin Kouadio/Kwadio Yao/Yaw Adama/Hadama"
)
_WOMEN_OF_THE_CENTRE = (
    "María Carmen Ana/Anna Lucía/Luzia Karla/Carla Daniela Suyapa Lesly/Leslie/Lesli Gabriela Yolanda/Llolanda "
    "Xiomara/Siomara Isabel/Ysabel Rosa Fernanda Verónica/Beronica Patricia Guadalupe Jazmín/Yazmin/Jasmin "
    "Esperanza/Esperansa"
)
_MEN_OF_THE_CENTRE = (
    "José/Jose Luis/Luiz Carlos/Karlos Óscar Marvin/Marbin Wilmer/Vilmer Mario Fernando Daniel Gabriel Francisco Juan Jorge "
    "Edwin/Eduin Víctor/Bictor Nelson Álvaro/Albaro Rigoberto Santos Ángel"
)
_WOMEN_OF_THE_EAST = (
    "Fatima/Fatma/Fatimah/فاطمة Khadija/Khadidja/Hadija/خديجة Aïcha/Aisha/Aicha/عائشة Maryam/Mariam/Meriem/مريم Zeinab/Zaynab/Zineb/زينب "
    "Amina/Aminah/أمينة Salma/Selma/سلمى Leila/Layla/Leyla/ليلى Nadia/Nadya/نادية Karima/كريمة Samira/Samirah/سميرة Houda/Huda/هدى "
    "Souad/Suad/سعاد Rachida/Rashida/رشيدة Jamila/Djamila/جميلة Nabila/نبيلة"
)
_MEN_OF_THE_EAST = (
    "Mohamed/Mohammed/Muhammad/محمد Ahmed/Ahmad/أحمد Ali/Aly/علي Youssef/Yusuf/Youssouf/يوسف Karim/Kareem/كريم Samir/Sameer/سمير "
    "Hassan/Hasan/حسن Hussein/Houssein/Hussain/حسين Ibrahim/Brahim/إبراهيم Khaled/Khalid/خالد Nabil/Nabeel/نبيل Rachid/Rashid/رشيد "
    "Omar/Umar/عمر Jamal/Djamel/Gamal/جمال Abdallah/Abdullah/Abdellah/عبد_الله Mustafa/Moustapha/مصطفى Walid/Oualid/وليد Sidi/Sidy/سيدي"
)

COUNTRIES: Final = (
    Country(
        "SEN", 221,
        _list("Diop/Dieup/Diope Ndiaye/N'Diaye/Njaay Fall/Faal Diallo/Djallo/Jallow Sow/Soh Ba/Bah Gueye/Guèye/Gaye Sarr/Saar Faye/Fay "
              "Mbaye/M'Baye Cissé/Cisse Sy/Si Diouf/Dyouf Seck/Sèck Thiam/Tiam Kane/Kan Niang/Gniang Diagne/Jagne Samb/Samba Wade/Ouade"),
        _list(_WOMEN_OF_THE_WEST), _list(_MEN_OF_THE_WEST), ("Dakar", "Thiès", "Fatick", "Kaolack", "Louga", "Matam", "Kolda", "Tamba"),
    ),
    Country(
        "MLI", 223,
        _list("Traoré/Traore/Tarawele Coulibaly/Koulibaly/Kulibali Diarra/Jarra/Djarra Keïta/Keita Konaté/Konate Touré/Toure/Turé Sidibé/Sidibe "
              "Doumbia/Dumbia Sissoko/Cissoko Sangaré/Sangare Dembélé/Dembele Maïga/Maiga Kouyaté/Kuyate Camara/Kamara Fofana/Fofanah Bagayoko/Bagayogo"),
        _list(_WOMEN_OF_THE_WEST), _list(_MEN_OF_THE_WEST), ("Bamako", "Ségou", "Sikasso", "Kayes", "Mopti", "Gao", "Koulikoro", "Kita"),
    ),
    Country(
        "BFA", 226,
        _list("Ouédraogo/Wedraogo/Ouedraogo Sawadogo/Savadogo Kaboré/Kabore Zongo/Zongho Compaoré/Kompaore/Compaore Ilboudo/Ilbudo Nikiéma/Nikiema "
              "Tapsoba/Tapsouba Zerbo/Zerbô Sanou/Sanu Kafando/Cafando Tiendrébéogo/Tiendrebeogo Nacoulma/Nakoulma Yaméogo/Yameogo Bationo/Bationo Somé/Some"),
        _list(_WOMEN_OF_THE_WEST), _list(_MEN_OF_THE_WEST), ("Ouagadougou", "Bobo", "Koudougou", "Kaya", "Dori", "Banfora", "Gaoua", "Tenkodogo"),
    ),
    Country(
        "CIV", 225,
        _list("Kouassi/Kwassi/Quassi Kouamé/Kouame/Kwame Koffi/Kofi Yao/Yaw Konan/Conan Bamba/Banba Ouattara/Wattara Koné/Kone Kouadio/Kwadio "
              "N'Guessan/Nguessan N'Dri/Ndri Touré/Toure Gnagne/Nyagne Brou/Bru Assi/Assy Dago/Dagot"),
        _list(_WOMEN_OF_THE_WEST), _list(_MEN_OF_THE_WEST), ("Abidjan", "Bouaké", "Daloa", "Korhogo", "Man", "Odienné", "Séguéla", "Divo"),
    ),
    Country(
        "HND", 504,
        _list("Hernández/Ernandez/Hernandes Rodríguez/Rodrigues/Rodriges López/Lopes Martínez/Martines García/Garsia Zelaya/Selaya Mejía/Megia Castillo/Castiyo "
              "Flores/Florez Reyes/Reies Vásquez/Vazquez/Basquez Pineda/Pinela Cruz/Crus Gómez/Gomes Ramírez/Ramires Orellana/Oreyana Valladares/Balladares "
              "Chávez/Chaves Figueroa/Higueroa De_la_Cruz/Delacruz"),
        _list(_WOMEN_OF_THE_CENTRE), _list(_MEN_OF_THE_CENTRE), ("Tegucigalpa", "La Ceiba", "Choluteca", "Comayagua", "Danlí", "Yoro", "Tela", "Gracias"),
    ),
    Country(
        "TUN", 216,
        _list("Trabelsi/Trabelssi/طرابلسي Ben_Ali/Benali/بن_علي Gharbi/Garbi/غربي Mansouri/Mansuri/منصوري Hammami/Hamami/حمامي Bouazizi/Buazizi/بوعزيزي "
              "Chaabane/Chabane/Shaabane/شعبان Jlassi/Djelassi/جلاصي Mejri/Majri/ماجري Dridi/Dreidi/دريدي Ayari/Aiari/عياري Saïdi/Saidi/سعيدي"),
        _list(_WOMEN_OF_THE_EAST), _list(_MEN_OF_THE_EAST), ("Tunis", "Sfax", "Sousse", "Gabès", "Bizerte", "Kairouan", "Gafsa", "Béja"),
    ),
    Country(
        "MRT", 222,
        _list("Ould_Ahmed/Ahmed/ولد_أحمد Ould_Sidi/Sidi/ولد_سيدي Ould_Mohamed/Ould_Mohammed/ولد_محمد Mint_Salem/Salem/سالم El_Moctar/Moktar/المختار "
              "El_Hacen/Al-Hassen/الحسن Ould_Cheikh/Cheikh/شيخ Ould_Boubacar/Boubakar/بوبكر Ould_Taleb/Taleb/طالب Ould_Abdallah/Abdallahi/عبد_الله"),
        _list(_WOMEN_OF_THE_EAST), _list(_MEN_OF_THE_EAST), ("Nouakchott", "Kiffa", "Rosso", "Atar", "Néma", "Zouérat", "Kaédi", "Aleg"),
    ),
)  # fmt: skip

OTHER_FORMS: Final = {
    "Jean": "Jeanne", "François": "Françoise", "Michel": "Michelle", "Daniel": "Danielle", "Simon": "Simone",
    "Christian": "Christiane", "Martin": "Martine", "Mario": "María", "Fernando": "Fernanda", "Gabriel": "Gabriela",
    "Karim": "Karima", "Samir": "Samira", "Nabil": "Nabila", "Rachid": "Rachida", "Jamal": "Jamila",
}  # fmt: skip
