"""First names that people in London have, and words that look like names.

A list can never be whole: `names.py` finds others by what stands around them.
"""

from service.extract.rules import list_words

FIRST_NAMES = list_words(
    """
    aaliyah aarav aaron abbie abby abdi abdirahman abdirizak abdul abdulla abdullah
    abdullahi abdulrahman abeni abigail abiola abu adaeze adam ade adebayo adeola
    adrian adwoa agata agnes agnieszka agron ahmad ahmed aidan aiden aimee aisha
    aishah aiyana akeem akosua alan alana albert aleksander aleksandra alesha alex
    alexander alexandra alexandru alexis alfie alford alfred ali alice alicia alisha
    alison alistair alma alun amaan amaka amal amanda amar amara amarachi amari amelia
    amelie amina aminah amir amira amirah amit amy ana anastasia andrada andre andrea
    andreas andrei andrew andrzej andy aneesa angela angelo angharad angus anika anil
    anisa anish anita anjali anna annabel annabelle anne annie anthony anton antonio
    anwar anya aoife arabella arash arben archie ardit aria arianna arif arjun arlo
    armaan arthur arturo arun asad asha asher ashleigh ashley ashton asif asim asma
    astrid athena aubrey audrey augustus ava ayaan ayan ayanle ayesha aylin ayo
    ayobami ayomide ayse aysha azra bailey barbara barnaby barry bartek bartosz bashir
    beatrice beatrix becky belinda ben benedict benjamin benny bernadette bernard
    besnik beth bethan bethany beverley bhavesh bianca bilal billy bintou blake blerim
    blessing bobby bogdan bohdan bonnie bradley brandon brenda brendan brett brian
    bridget brooke bruce bruno bryan bryony bukola burak caitlin caleb callum calvin
    cameron camilla caoimhe carl carla carlos carly carmen carol caroline carter carys
    caspar cassandra cassie catalina catherine cathy cecilia cedric celeste celia
    cerys chanel chantelle charlene charles charley charlie charlotte charmaine chenai
    cheryl chiamaka chidera chidi chidinma chika chinedu chioma chloe chloé chris
    christian christina christine christopher chukwuemeka ciara ciaran claire clara
    clarissa claudia clayton clement clifford clive cody colin connie connor conor
    constance corey courtney craig cristian curtis cynthia cyrus daanyaal daisy dalia
    damian damien damilola daniel daniela danielle danny daphne darcey darcy daria
    dario darius dariush darnell darragh darren daryl dave david davina deborah declan
    deepak deepika delilah delroy demetri demetrius demi denise dennis denzel derek
    deshawn desmond destiny devante devon devonte dexter diana diane diego dillon
    dimitri dina dion dionne divya dmytro dominic dominik donald donna donovan dontae
    doreen doris dorota dorothy dougie douglas dragos duncan dwayne dwight dylan
    ebenezer ebony ebrima eddie eden edgar edith edona edward edwin efe efua eileen
    ekene elaine eleanor elena eleni eli elias elif elijah elisa elise elisha
    elizabeth ella elle ellen ellie elliot elliott ellis elodie eloise elsa elsie
    elvis emeka emilia emilie emily emlyn emma emmanuel emre enoch enzo eoghan eric
    erica erik erika erin erjon errol esme esmé esperanza esra essa ethan eva evan eve
    evelyn evie ezekiel ezra fabian faduma faisal faiza faizan farah farhan farid
    farida farooq fatima fatimah fatma fatou fatoumata femi fernando ffion finlay
    finley finn fiona florence folake folasade frances francesca francis francisco
    frankie fraser fred freddie frederick freya funmi gabriel gabriela gabriella
    gabrielle gareth garry gary gavin gaynor gemma geoff geoffrey george georgia
    georgie georgina gerald geraldine gerard gethin ghazala gheorghe gideon gillian
    gina giovanni giulia gladys glen glenn gloria godfrey gordon gracie graeme graham
    greg gregory greta grzegorz guled gulsen gurpreet gwen habib habiba hadiya hadiza
    hafsa haider hakeem hakim haleema halima hamid hamish hamza hana hanad hanna
    hannah hansa haris harley harman haroon haroun harpreet harriet harris harrison
    harry harun harvey hasan hashim hassan hatice haydar hayden hayley heather hector
    heidi helen helena henrietta henry herbert hermione hilary hina hiro hodan howard
    huda hudson hugh hugo humza huong husnain hussain hussam hussein iain ian ibrahim
    ibtisam idris iesha ifeanyi ifeoma ifra ifrah ignacy igor ikechukwu ikram iman
    imani imogen imran ines ingrid ioana iona ionut iqra irene irfan irina isa isaac
    isabel isabella isabelle isaiah isatou isha ishaan ishmael isla ismael ismail
    isobel israa issa issac ivan jabari jacinta jackson jacob jacqueline jad jada jade
    jaden jadon jagoda jahid jahmal jai jaiden jake jakub jamaal jamal jamar james
    jameson jamie jamil jamila jan jana jane janet janice janine jared jasmin jasmine
    jason jasper javier jaxon jayceon jayda jayden jaydon jaylen jayne jayson jean
    jeanette jedidiah jeff jeffrey jemima jemma jenna jennie jennifer jenny jerell
    jeremiah jeremy jermaine jermell jerome jerry jess jesse jessica jessie jill jim
    jimmy jin jo joan joanna joanne jodie joe joel johan johanna john johnny jon jonah
    jonas jonathan jordan jordon jorge jose joseph josephine josh joshua josiah joyce
    juan juanita judah jude judith judy julia julian juliana julie juliet junaid
    justin kacper kai kaiden kaitlyn kaleb kamal kamil kamran kanye kareem karen karim
    karina karl karla karolina kasim kasper katarzyna kate katherine kathleen kathryn
    kathy katie katy kaveh kayden kayla kayleigh keanu kehinde keira keisha keith
    kelechi kelly kelvin kemal kemi kendra kenneth kenny kenza kerry keshia kevin
    khadija khadijah khadra khalid khalil kian kieran kim kimberley kinga kirsty
    kishan kobe kofi kojo krishna krystian krzysztof kunle kwabena kwadwo kwaku kwame
    kwasi kye kyle kyra kyron lacey ladan laila laleh lamar lamin lamine lara larissa
    lashawn lateef latisha latoya laura lauren laurence lavinia lawrence layla layth
    leah leanne leila leland lena leo leon leona leonard leonardo leroy lesley leslie
    lewis lexi liam liban lina linda lindsay linh lisa lisha liz lizzie logan lois
    lola lorenzo lorna lorraine louie louis louisa louise luan luca lucas lucia
    lucinda lucy luis luka lukas lukasz luke lulu luna lydia lyla lynn lynne mabel
    maciej mackenzie maddie maddison madeleine madison mae magda magdalena mahad mahdi
    maheen mahmoud mahmud mahnoor maia maisie maja malachi malachy malaika malcolm
    malik mandy manpreet marcel marcin marco marcus marek margaret maria mariah mariam
    mariama marian mariana mariatu marie mariella marina mario marion marisa marissa
    mariya marjorie marlene marley marlon marsha martha martin martina marvin mary
    maryam mason mateo mateusz matilda matt matteo matthew maureen maurice mavis
    maxine maxwell maya mbali meera megan mehdi mehmet mei melanie melissa mercy
    meredith mia micah michael michaela michal michalina micheal michelle miguel
    mihaela mihai mike mikolaj milan millie milo mimi mina mira miriam misbah mitchell
    mo modou mohamed mohammad mohammed mohamud moira moises mollie molly momin monica
    monique morgan moses muhammad muna munira murad musa mustafa muzammil mya mykola
    myles nabil nadia nadine naeem nana-yaw naomi nasrin natalia natalie natasha
    nathalie nathan nathaniel naveed nayan nazia neema neha neil nelson nevaeh neville
    ngozi nguyen niall niamh nicholas nick nicola nicolas nicole nigel nihal nikhil
    nikhita niki nikita nikki nina nisha nnamdi nneka noah noel noor nora norah norman
    nosheen nour nuha nur obi obinna octavia oisin oksana ola olamide olena olga
    oliver olivia oliwia ollie olu oluwaseun oluwatobi oluwatosin omar omari onur orla
    oscar oskar osman otis oumar owen ozan pablo padraig paige pamela paolo parisa
    parveen patience patricia patrick patryk paul paula paulina pauline pawel pedro
    peggy penelope penny percy perry pete peter petra phil philip philippa phillip
    phoebe phuong phyllis pierre piotr polly pooja poppy precious preston priscilla
    priya priyanka rabia rachael rachel rachid rafael rafe rafiq raheem rahim rahma
    rahul raj rajesh rakeem ralph ramla ramon ramona rana randy ranveer raphael
    rashawn rashid rashida raul ravi rayan rayhan raymond razvan reanna rebecca reece
    reem regan reggie rehan rehana remi remy renee renell reuben rhian rhianna
    rhiannon rhydian rhys ria ricardo richard ricky rihanna riley rio rita riya rizwan
    robbie robert roberta roberto robin robyn rochelle rodney rodrigo roger rohan
    rohit roisin rokeya roman romario ronald ronan ronnie rory rosalind rosanna roshan
    rosie ross rowan roxanne roy rubel rubina rudy rukhsana rupert russell ruth ryan
    saad saba sabina sabrina sachin sadia sadie safa safiya sagal sahal sahar sahra
    said saif saira sajid sally salma salman salome sam samad samantha sameer samia
    samina samira samson samuel sana sandeep sandra sanjay saoirse sara sarah sasha
    saul savannah scarlett scott sean sebastian segun selena selim selina selma semira
    serena sergio seth seun shabana shabaz shabnam shafiq shah shahid shaima shakeel
    shakira shamar shamima shane shanel shanelle shania shanice shaniqua shannon shaq
    shaquille sharif sharon shaun shauna shawn shayla shea sheila shelby shelley
    shelly sheraz sherry sheryl shirin shirley shola shreya shyanne sian siddharth
    sidney sidra siena sienna silas silvia simon simone simran sinead siobhan skye
    slawomir sobia sofia solomon somaya sonia sonya sophia sophie spencer stacey stacy
    stanislaw stanley stefan stella stephanie stephen steve steven stevie stewart
    stuart suad suhail sukhi sulaiman sulayman suleiman sultan sumaiya sumera sunil
    sunita sunny susan susanna susannah sushma suzanne suzie svetlana sydney sylvia
    szymon tabitha tahir tahira taiwo taj talha tallulah tamara tamika tamsin tania
    tanisha tanya tara taras tarik tariq tasha tasnim tasnima tatiana taylor tayo
    tayshaun ted temi temitope terence teresa terrell terri terry tessa thabo thanh
    thea thelma theo theodore theresa thiago thomas tia tiago tiana tiffany tim timmy
    timothy tina titilayo tobenna tobi tobias toby todd tom tomas tomasz tomek tommy
    toni tony toyin tracey tracy travis trayvon trent trevor tristan troy tuan tunde
    tyler tyra tyreece tyreek tyrell tyrese tyrone tyson uche uchenna umair umar una
    ursula usman valentina valerie valon vanessa vasile vera veronica vicky victoria
    vijay vikas vikram vinay vincent vinnie viola violeta virginia vivek vivian
    vivienne vladimir wahid walid walter warren wayne wendy wesley wiktor wiktoria
    wilfred william willow winston wojciech xander xavier xin yahya yara yaseen yasin
    yasir yasmin yasmine yaw yetunde yewande yildiz ying yolanda yousef youssef yuliia
    yunus yusra yusuf yvette yvonne zac zach zachary zahir zahra zaid zain zaina
    zainab zak zakariya zamzam zara zayd zayn zayna zeeshan zena zeynab zeynep zion
    zoe zofia zoya zubair zuri zuzanna zuzia
    """
)
"""Names that are hardly ever anything else, so they need no capital."""

WORDY_NAMES = list_words(
    """
    ace alan alma amber angel art bailey baz bella bex bill blessing bob buster candy
    carter caz chad chance chase chester china chuck clay clement cliff coral dale dan
    dana dawn daz dean dee destiny dez dolly don dre drew earl ebony ed eden ella
    ernest eve faith fay fern fletcher flora florence forest frank gail gaz gene
    ginger glory grace grant guy hana hazel heather holly hope hunter india iris isa
    israel ivy jack jade jan jasmine jay jaz jazz jean jet jewel jin jo josie joy june
    kat ken kez kim king lance laurel lee les lilly lily louis marina mark mason
    maverick max melody mercy mike milan miles mina mira mo nat ned nell noel olive
    page paris pat patience patsy peace pearl penny percy pip poppy precious preston
    prince princess ray reed rex rich rick river rob robin rocky rod ron rose ruby
    rusty sage said saint sandy shaz sid sienna sky skye sol spencer star sterling
    storm sue sultan summer sydney tanner taz tel tia tray tre trey troy tucker ty una
    val van vic victor violet wade ward warren will willow woody zen
    """
)
"""Names that are also words: they need a capital inside a sentence, or a cue."""
