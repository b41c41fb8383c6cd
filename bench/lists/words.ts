export const FIRST_NAMES =
  'Anna Piotr Katarzyna Krzysztof Maria Andrzej Agnieszka Tomasz Barbara Paweł Ewa Michał Krystyna Marcin Magdalena Jan Elżbieta Jakub Joanna Adam Aleksandra Łukasz Zofia Mateusz Monika Wojciech Teresa Dariusz Małgorzata Mariusz Natalia Maciej Danuta Kamil Beata Zbigniew Dorota Rafał Halina Robert Urszula Henryk Alicja Grzegorz Jolanta Józef Grażyna Sławomir Iwona Szymon Karolina Artur Irena Bożena Ryszard Justyna Stanisława Roman Renata Wiesław Żaneta Świętosława Ścibor'.split(
    ' ',
  )

export const LAST_NAMES =
  'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Jasiński Zawadzki Bąk Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski Borkowski Sokołowski Szczepański Sawicki Kucharski Lis Maciejewski Kubiak Kalinowski Mazurek Wysocki Kołodziej Kaźmierczak Czarnecki Konieczny Urbański Głowacki Wasilewski Sikorski Zakrzewski Krajewski Krupa Laskowski Ziółkowski Gajewski Szulc Mróz Makowski Brzeziński Przybylski Baranowski Szymczak Kaczmarczyk Borowski Adamski Błaszczyk Cieślak Czerwiński Szczepaniak Leszczyński Andrzejewski Gołębiewski Mikołajczyk Ćwiek Śliwa Źrebiec Żurawski Łuczak Ślusarczyk Świątek Żak Chrzanowski Gąsior Pająk'.split(
    ' ',
  )

export const CITIES =
  'Warszawa;Kraków;Łódź;Wrocław;Poznań;Gdańsk;Szczecin;Bydgoszcz;Lublin;Białystok;Katowice;Gdynia;Częstochowa;Radom;Rzeszów;Toruń;Sosnowiec;Kielce;Gliwice;Olsztyn;Zabrze;Bielsko-Biała;Bytom;Zielona Góra;Rybnik;Ruda Śląska;Opole;Tychy;Elbląg;Płock;Tarnów;Chorzów;Koszalin;Kalisz;Legnica;Grudziądz;Jaworzno;Słupsk;Jastrzębie-Zdrój;Nowy Sącz;Jelenia Góra;Siedlce;Mysłowice;Konin;Piotrków Trybunalski;Inowrocław;Lubin;Ostrów Wielkopolski;Suwałki;Stargard;Gniezno;Żyrardów;Łomża;Ełk;Środa Wielkopolska;Świdnica'.split(
    ';',
  )

export const STREETS =
  'ul. Polna;ul. Leśna;ul. Słoneczna;ul. Krótka;ul. Szkolna;ul. Ogrodowa;ul. Lipowa;ul. Brzozowa;ul. Łąkowa;ul. Kwiatowa;ul. Kościelna;ul. Sosnowa;ul. Zielona;ul. Parkowa;ul. Akacjowa;al. Niepodległości;ul. Żwirki i Wigury;pl. Wolności;ul. Młyńska;ul. Świerkowa'.split(
    ';',
  )

export const TRADES =
  'Zakład Stolarski;Przedsiębiorstwo Budowlane;Hurtownia;Biuro Projektowe;Usługi Remontowe;Pensjonat;Piekarnia;Warsztat Samochodowy;Spółdzielnia Mieszkaniowa;Gospodarstwo Rolne;Drukarnia;Szkoła Językowa;Przychodnia;Restauracja;Firma Transportowa;Zakład Ślusarski;Apteka;Kancelaria;Deweloper;Sklep Meblowy'.split(
    ';',
  )

export const PRODUCTS =
  'Okna PVC;Okna drewniane;Drzwi wejściowe;Drzwi wewnętrzne;Brama garażowa;Rolety zewnętrzne;Okna dachowe;Fasada aluminiowa;Ogród zimowy;Parapety;Żaluzje;Drzwi przesuwne;Witryna sklepowa;Moskitiery;Naprawa okien;Ścianka szklana'.split(
    ';',
  )

export const SOURCES = ['form', 'form', 'form', 'phone', 'phone', 'mail', 'mail', 'api', 'import', 'fair']

export const MESSAGES = [
  'Dzień dobry, proszę o wycenę z montażem. Wymiary prześlę po rozmowie.',
  'Interesuje mnie oferta z dostawą do końca miesiąca, najlepiej z pomiarem na miejscu.',
  'Proszę o kontakt telefoniczny po godzinie 16. Budowa w stanie surowym, stropy gotowe.',
  'Poprzednie zamówienie było u Państwa dwa lata temu, chcielibyśmy to samo do drugiego budynku.',
  'Czy możliwy jest termin przed świętami? Potrzebujemy także demontażu starych.',
]
