"""First names that people in London have, and words that look like names.

A list can never be whole: `names.py` finds others by what stands around them.
"""

from service.extract.rules import list_words

FIRST_NAMES = list_words(
    """
    aaliyah aarav aaron abbie abby abdi abdirahman abdul abdulla abdullah abdullahi
    abeni abigail abiola abu adaeze adam ade adebayo adeola adrian agnes agnieszka
    ahmad ahmed aidan aiden aimee aisha aishah aiyana akeem akosua alan alana albert
    aleksander aleksandra alesha alex alexander alexandra alexis alfie ali alice
    alicia alisha alison alistair alma amaan amal amanda amar amara amarachi amari
    amelia amelie amina aminah amir amira amirah amit amy ana anastasia andre andrea
    andreas andrei andrew andrzej andy aneesa angela angelo angus anika anil anisa
    anish anita anna annabel annabelle anne annie anthony anton antonio anwar anya
    arabella aria arianna arif arjun arlo armaan arthur arturo arun asad asha asher
    ashleigh ashley ashton asif asim asma astrid athena aubrey audrey augustus ava
    ayaan ayan ayesha aylin ayo ayobami ayomide aysha azra bailey barbara barnaby
    barry bartosz beatrice beatrix becky belinda ben benedict benjamin benny
    bernadette bernard beth bethan bethany beverley bhavesh bianca bilal billy bintou
    blake blessing bobby bogdan bonnie bradley brandon brenda brendan brett brian
    bridget brooke bruce bruno bryan bryony caitlin caleb callum calvin cameron
    camilla carl carla carlos carly carmen carol caroline carter caspar cassandra
    cassie catalina catherine cathy cecilia celeste celia chanel chantelle charlene
    charles charley charlie charlotte charmaine chenai cheryl chiamaka chidera chidi
    chika chinedu chioma chloe chloé chris christian christina christine christopher
    chukwuemeka ciara claire clara clarissa claudia clayton clement clifford clive
    cody colin connie connor conor constance corey courtney craig cristian curtis
    cynthia cyrus daanyaal daisy dalia damian damien damilola daniel daniela danielle
    danny daphne darcey darcy daria darius darnell darren daryl dave david davina
    deborah declan deepak deepika delilah delroy demetri demetrius demi denise dennis
    denzel derek desmond destiny devante devon dexter diana diane diego dillon dimitri
    dina dion dionne divya dominic dominik donald donna donovan dontae doreen doris
    dorothy dougie douglas duncan dwayne dwight dylan ebenezer ebony eddie eden edgar
    edith edward edwin efe eileen ekene elaine eleanor elena eleni eli elias elif
    elijah elisa elise elisha elizabeth ella elle ellen ellie elliot elliott ellis
    eloise elsa elsie emeka emilia emilie emily emma emmanuel enoch enzo eric erica
    erik erika erin esme esmé esperanza esra essa ethan eva evan eve evelyn evie
    ezekiel ezra fabian faisal faiza faizan farah farhan farid farida fatima fatimah
    fatma fatou fatoumata femi fernando finlay finley finn fiona florence folasade
    frances francesca francis francisco frankie fraser fred freddie frederick freya
    funmi gabriel gabriela gabriella gabrielle gareth garry gary gavin gaynor gemma
    geoff geoffrey george georgia georgie georgina gerald geraldine gerard ghazala
    gideon gillian gina giovanni giulia gladys glen glenn gloria godfrey gordon gracie
    graeme graham greg gregory greta gulsen gurpreet gwen habib habiba hadiya hadiza
    hafsa haider hakeem hakim haleema halima hamid hamish hamza hana hanad hanna
    hannah hansa haris harley harman haroon haroun harpreet harriet harris harrison
    harry harun harvey hasan hashim hassan haydar hayden hayley heather hector heidi
    helen helena henrietta henry herbert hermione hilary hina hiro howard huda hudson
    hugh hugo humza husnain hussain hussein iain ian ibrahim ibtisam idris iesha
    ifeanyi ifeoma ifra ignacy igor ikechukwu ikram iman imani imogen imran ines
    ingrid ioana iona iqra irene irfan irina isa isaac isabel isabella isabelle isaiah
    isha ishaan ishmael isla ismael ismail isobel israa issa issac ivan jabari jacinta
    jackson jacob jacqueline jad jada jade jaden jadon jagoda jahmal jai jaiden jake
    jakub jamaal jamal jamar james jameson jamie jamil jamila jan jana jane janet
    janice janine jared jasmin jasmine jason jasper javier jaxon jayceon jayda jayden
    jaydon jaylen jayne jayson jean jeanette jedidiah jeff jeffrey jemima jemma jenna
    jennie jennifer jenny jeremiah jeremy jermaine jerome jerry jess jesse jessica
    jessie jill jim jimmy jin jo joan joanna joanne jodie joe joel johan johanna john
    johnny jon jonah jonas jonathan jordan jordon jorge jose joseph josephine josh
    joshua josiah joyce juan juanita judah jude judith judy julia julian juliana julie
    juliet junaid justin kacper kai kaitlyn kaleb kamal kamil kamran kanye kareem
    karen karim karina karl karla karolina kasim kasper katarzyna kate katherine
    kathleen kathryn kathy katie katy kayden kayla kayleigh kehinde keira keisha keith
    kelechi kelly kelvin kemi kendra kenneth kenny kenza kerry keshia kevin khadija
    khadijah khadra khalid khalil kian kieran kim kimberley kirsty kobe kofi kojo
    krishna krystian krzysztof kunle kwabena kwaku kwame kwasi kye kyle kyra kyron
    lacey ladan laila lamar lamin lara larissa lateef latisha latoya laura lauren
    laurence lavinia lawrence layla leah leanne leila leland lena leo leon leona
    leonard leonardo leroy lesley leslie lewis lexi liam liban lina linda lindsay lisa
    lisha liz lizzie logan lois lola lorenzo lorna lorraine louie louis louisa louise
    luca lucas lucia lucinda lucy luis luka lukas lukasz luke lulu luna lydia lyla
    lynn lynne maciej mackenzie maddie maddison madeleine madison mae magdalena mahad
    mahdi maheen mahmoud mahnoor maia maisie maja malachi malachy malaika malcolm
    malik mandy manpreet marcel marcin marco marcus margaret maria mariah mariam
    mariama marian mariana marie mariella marina mario marion marisa marissa marjorie
    marlene marley marlon marsha martha martin martina marvin mary maryam mason mateo
    mateusz matilda matt matteo matthew maureen maurice mavis maxine maxwell maya
    mbali megan mehdi mehmet mei melanie melissa mercy meredith mia micah michael
    michaela michal micheal michelle miguel mihai mike mikolaj milan millie milo mimi
    mina mira miriam misbah mitchell mo modou mohamed mohammad mohammed mohamud moira
    moises mollie molly momin monica monique morgan moses muhammad muna munira murad
    musa mustafa muzammil mya myles nabil nadia nadine naeem naomi natalia natalie
    natasha nathalie nathan nathaniel naveed nayan neema neha neil nelson nevaeh niall
    niamh nicholas nick nicola nicolas nicole nigel nihal nikhil niki nikita nikki
    nina nisha nneka noah noel noor nora norah norman nosheen nuha nur obinna octavia
    oisin ola olamide olga oliver olivia oliwia ollie olu oluwaseun oluwatobi omar
    omari onur oscar oskar osman otis owen ozan pablo paige pamela paolo parveen
    patience patricia patrick patryk paul paula paulina pauline pawel pedro peggy
    penelope penny percy perry pete peter petra phil philip philippa phillip phoebe
    phyllis pierre piotr polly pooja poppy precious preston priscilla priya priyanka
    rachael rachel rachid rafael rafe rafiq raheem rahim rahma rahul raj rajesh ralph
    ramla ramon ramona rana randy ranveer raphael rashid rashida raul ravi rayan
    rayhan raymond reanna rebecca reece reem regan reggie rehan rehana remi remy renee
    reuben rhian rhianna rhiannon rhys ria ricardo richard ricky rihanna riley rio
    rita riya rizwan robbie robert roberta roberto robin robyn rochelle rodney rodrigo
    roger rohan roisin roman romario ronald ronan ronnie rory rosalind rosanna roshan
    rosie ross rowan roxanne roy rubina rudy rukhsana rupert russell ruth ryan saad
    saba sabina sabrina sadia sadie safa safiya sagal sahar sahra said saif saira
    sajid sally salma salman salome sam samad samantha sameer samia samina samira
    samson samuel sana sandeep sandra sanjay sara sarah sasha saul savannah scarlett
    scott sean sebastian selena selim selina selma semira serena sergio seth seun
    shabana shabaz shabnam shah shahid shaima shakeel shakira shamar shamima shane
    shanel shanelle shania shanice shaniqua shannon sharif sharon shaun shauna shawn
    shayla shea sheila shelby shelley shelly sheraz sherry sheryl shirley shola shreya
    shyanne sian siddharth sidney sidra siena sienna silas silvia simon simone simran
    sinead siobhan skye slawomir sofia solomon somaya sonia sonya sophia sophie
    spencer stacey stacy stanislaw stanley stefan stella stephanie stephen steve
    steven stevie stewart stuart suad suhail sukhi sulaiman suleiman sultan sumaiya
    sunil sunita sunny susan susanna susannah sushma suzanne suzie svetlana sydney
    sylvia szymon tabitha tahir taiwo taj talha tallulah tamara tamika tamsin tania
    tanisha tanya tara tarik tariq tasha tasnim tatiana taylor tayo ted temi temitope
    terence teresa terrell terri terry tessa thabo thea thelma theo theodore theresa
    thiago thomas tia tiago tiana tiffany tim timmy timothy tina tobi tobias toby todd
    tom tomas tomasz tommy toni tony toyin tracey tracy travis trent trevor tristan
    troy tunde tyler tyra tyreece tyrell tyrese tyrone tyson uche uchenna umair umar
    una ursula usman valentina valerie vanessa vera veronica vicky victoria vijay
    vikram vinay vincent vinnie viola violeta virginia vivek vivian vivienne vladimir
    wahid walid walter warren wayne wendy wesley wiktor wiktoria wilfred william
    willow wojciech xander xavier yahya yara yaseen yasin yasir yasmin yasmine yewande
    yolanda yousef youssef yunus yusra yusuf yvette yvonne zac zach zachary zahra zaid
    zain zaina zainab zak zakariya zara zayd zayn zeeshan zena zeynep zion zoe zofia
    zoya zubair zuri zuzanna
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
