//! The Swedish words of the synthetic catalogue, and the numbers that choose among them.
//!
//! Every municipality here is invented. Nothing is drawn from the clock or the environment.

/// Names of invented municipalities.
pub const PLACES: [&str; 16] = [
    "Ekbacka",
    "Björkhult",
    "Granvik",
    "Lindåker",
    "Stenberga",
    "Ängsholm",
    "Havtorp",
    "Sjöberga",
    "Tallmo",
    "Åsvallen",
    "Norrbäcken",
    "Österhed",
    "Kvarnsele",
    "Mossgärde",
    "Hagelby",
    "Rönnfors",
];

/// What a dataset is about: Swedish, English and the code of its data theme.
pub const SUBJECTS: [(&str, &str, &str); 24] = [
    ("Cykelvägar", "Cycle paths", "TRAN"),
    ("Badvatten", "Bathing water", "ENVI"),
    ("Detaljplaner", "Detailed development plans", "REGI"),
    ("Förskolor", "Preschools", "EDUC"),
    ("Bibliotekslån", "Library loans", "EDUC"),
    ("Budget och utfall", "Budget and outcome", "ECON"),
    ("Leverantörsfakturor", "Supplier invoices", "ECON"),
    ("Luftkvalitet", "Air quality", "ENVI"),
    ("Återvinningsstationer", "Recycling stations", "ENVI"),
    ("Hushållsavfall", "Household waste", "ENVI"),
    ("Trafikflöden", "Traffic flows", "TRAN"),
    ("Parkeringsplatser", "Parking spaces", "TRAN"),
    ("Vägarbeten", "Road works", "TRAN"),
    ("Folkmängd per område", "Population by area", "SOCI"),
    ("Valresultat", "Election results", "GOVE"),
    ("Nämndprotokoll", "Committee minutes", "GOVE"),
    ("Vattenförbrukning", "Water consumption", "ENVI"),
    ("Fjärrvärme", "District heating", "ENER"),
    ("Solcellsanläggningar", "Solar installations", "ENER"),
    ("Äldreboenden", "Homes for the elderly", "HEAL"),
    ("Livsmedelskontroller", "Food inspections", "HEAL"),
    ("Lekplatser", "Playgrounds", "SOCI"),
    ("Stadsträd", "City trees", "ENVI"),
    ("Åkermark", "Arable land", "AGRI"),
];

/// Sentences that a description is put together from.
pub const SENTENCES: [&str; 10] = [
    "Varje rad beskriver en plats med namn, läge och senaste förändring.",
    "Uppgifterna hämtas varje natt ur verksamhetens eget system & granskas innan de publiceras.",
    "Lägen anges i SWEREF 99 TM och går att visa direkt i ett kartprogram.",
    "Värden < 0,5 redovisas som tomma fält eftersom mätningen då är osäker.",
    "Historiken går tillbaka till 2015, men de första åren saknar några områden.",
    "Inga personuppgifter ingår; små grupper är sammanslagna med närmaste område.",
    "Fälten förklaras i en läsanvisning som ligger bredvid filerna.",
    "Siffrorna stäms av mot årsredovisningen innan året stängs.",
    "Kontakta förvaltningen om något ser fel ut, så rättas det vid nästa uppdatering.",
    "Kommunen använder samma underlag i sin egen planering och uppföljning.",
];

/// How often a dataset is updated: codes of the EU frequency table.
pub const FREQUENCIES: [&str; 6] = ["ANNUAL", "QUARTERLY", "MONTHLY", "WEEKLY", "DAILY", "IRREG"];

/// `SplitMix64` (Steele, Lea and Flood, 2014): small, fast and the same everywhere.
pub struct Numbers(u64);

impl Numbers {
    /// A sequence of its own for each seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` up to but not including `high`.
    pub const fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low)
    }

    /// One of the choices.
    pub fn choose<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.next() as usize % choices.len()]
    }
}
