"""Invented names for the people of the example, and the places where they met."""

from typing import Final

NAMES: Final = {  # country → family names, given names of women, given names of men
    "BFA": (
        "Ouédraogo Sawadogo Kaboré Zongo Compaoré Ilboudo Traoré Nikiéma Tapsoba Zerbo Konaté Sanou",
        "Awa Mariam Fatimata Salimata Rasmata Aminata Djénéba Alizèta",
        "Issa Moussa Adama Souleymane Boukary Hamidou Rasmané Idrissa",
    ),
    "SEN": (
        "Diop Ndiaye Fall Sow Ba Diallo Sarr Faye Gueye Mbaye Cissé Sy",
        "Aïssatou Fatou Khady Ndèye Mame Rokhaya Coumba Astou",
        "Mamadou Ousmane Cheikh Ibrahima Abdoulaye Modou Pape Serigne",
    ),
    "COD": (
        "Mukendi Ilunga Kabongo Mbuyi Tshibangu Kasongo Lukusa Ngoy Mwamba Kalala Banza Mutombo",
        "Béatrice Chantal Espérance Godelieve Jolie Mamie Odette Véronique",
        "Dieudonné Jean-Pierre Patrick Serge Trésor Fiston Célestin Hervé",
    ),
    "MLI": (
        "Coulibaly Keïta Diarra Sidibé Touré Konaté Doumbia Sissoko",
        "Oumou Kadiatou Assitan Fanta Nana Ramata",
        "Bakary Seydou Modibo Amadou Drissa Lassana",
    ),
    "HND": (
        "Hernández Zelaya Rodríguez López Mejía Castillo Flores Reyes",
        "María José Carmen Lesly Karla Suyapa Daniela",
        "José Luis Carlos Óscar Marvin Wilmer",
    ),
    "TUN": (
        "Bensalah Trabelsi Bouazizi Gharbi Jlassi Mansouri Hammami Chaabane",
        "Amel Rim Sonia Nadia Hela Ines",
        "Mohamed Karim Sami Walid Hichem Nizar",
    ),
    "CMR": (
        "Mbarga Ngono Fotso Tchoumi Abena Eyenga Kamga Njoya",
        "Solange Carine Bernadette Josiane Aurore",
        "Blaise Emmanuel Gaston Roger Thierry",
    ),
    "AFG": (
        "Rahimi Ahmadi Karimi Noori Sharifi Azizi",
        "Zahra Maryam Farzana",
        "Ahmad Najib Farid Hamid",
    ),
    "CAN": (
        "Tremblay Gagnon Roy Bouchard Gauthier Morin Lavoie Fortin",
        "Sophie Julie Isabelle Catherine Émilie",
        "Marc Alexandre Simon Mathieu Étienne",
    ),
}

PLACES: Final = {
    "BFA": ("Ouagadougou", "Bobo-Dioulasso", "Koudougou"),
    "SEN": ("Dakar", "Fatick", "Saint-Louis"),
    "COD": ("Kinshasa", "Goma", "Lubumbashi"),
    "MLI": ("Bamako", "Ségou", "Sikasso"),
    "HND": ("Tegucigalpa", "San Pedro Sula"),
    "TUN": ("Tunis", "Sfax"),
    "CMR": ("Yaoundé",),
    "AFG": ("Kaboul",),
    "CAN": ("Montréal", "Québec"),
    "CIV": ("Abidjan",),
    "BDI": ("Bujumbura",),
    "CRI": ("San José",),
}

LANGUAGES: Final = {  # where activities are not held in French
    "HND": ("es",),
    "CRI": ("es",),
    "TUN": ("ar", "fr"),
    "AFG": ("en",),
    "SEN": ("fr", "wo"),
    "CAN": ("en", "fr"),
}

PROFESSIONS: Final = ("police", "gendarmerie", "judge", "prosecutor", "social_worker", "educator", "lawyer", "clerk")
