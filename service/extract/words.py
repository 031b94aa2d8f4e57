"""Who people are to each other, what they do, and where they stand, as lists."""

from service.extract.rules import any_of

FAMILY = any_of(
    "sista sistah brotha mumsy pops foster-mum foster-dad mum mums mummy mam mom"
    " mother dad dads daddy father parent parents brother brothers bro bros brudda"
    " sister sisters sis son sons daughter daughters kid kids child children baby"
    " cousin cousins cuz uncle uncles aunt aunts auntie aunty aunties nan nans nana"
    " nanny gran granny grandad granddad grandma grandpa grandmother grandfather"
    " grandson granddaughter stepdad stepmum step-dad step-mum step-brother"
    " step-sister step-son step-daughter step-father step-mother half-brother"
    " half-sister husband wife hubby missus partner ex ex-husband ex-wife ex-partner"
    " ex-boyfriend ex-girlfriend boyfriend boyfriends bf girlfriend gf fiance fiancee"
    " nephew nephews niece nieces in-laws mother-in-law father-in-law brother-in-law"
    " sister-in-law godson goddaughter twin family fam relative relatives"
)
CIRCLE = any_of(
    "mate mates m8 m8s friend friends frend freind freinds bestie besties bff bredrin"
    " bredrins pal pals buddy homie bezzie crew classmate classmates schoolmate"
    " teammate team-mate flatmate flatmates housemate housemates room-mate lodger"
    " neighbour neighbours neighbor neighbors naybor naybour landlord landlady tenant"
    " tenants boss manager supervisor colleague colleagues co-worker co-workers"
    " workmate workmates teacher teachers tutor head headteacher head-teacher lecturer"
    " coach teaching-assistant social-worker support-worker key-worker youth-worker"
    " keyworker carer carers nurse doctor gp counsellor therapist probation-officer"
    " pupil pupils student students client clients patient patients lead mentor"
    " caretaker babysitter childminder cleaner driver imam priest vicar pastor dealer"
)
OFFICE = any_of(
    "head-of-year head-of-house councillor cllr councilor teacher tutor lecturer ta"
    " teaching-assistant head head-teacher headteacher deputy-head dsl"
    " safeguarding-lead caretaker nurse matron doctor gp receptionist worker"
    " practitioner carer officer warden manager assistant volunteer coach driver"
    " cleaner shopkeeper shop-owner owner landlord landlady security guard bouncer"
    " doorman barber hairdresser pharmacist chemist paramedic dentist vicar imam"
    " priest pastor rabbi governor parent mum mom mother dad father grandmother"
    " grandfather gran nan resident pensioner neighbour student pupil prefect"
    " apprentice postman postwoman postie courier builder plumber electrician engineer"
    " librarian chef waiter waitress barman barmaid concierge porter trader tenant"
    " leaseholder childminder nanny psychologist therapist counsellor mentor midwife"
    " health-visitor pcso constable firefighter solicitor trustee secretary chair"
    " chairman lead leader scout-leader foster-carer dog-walker technician supervisor"
    " cashier clerk dinner-lady lollipop-lady park-keeper gardener joiner"
)
PREMISES = any_of(
    "shop shops store stores supermarket newsagent newsagents pub bar cafe café"
    " restaurant takeaway salon barbers bakery butchers pharmacy chemist nursery"
    " school college club youth-club group team charity gym centre center hotel hostel"
    " home company business firm service scheme project market stall library surgery"
    " practice hospital ward office offices estate building block church mosque temple"
    " playgroup petrol-station station depot garage warehouse kitchen academy"
    " food-bank launderette laundrette bookies off-licence branch stand site"
)
SPOT = any_of(
    "window windows balcony flat house home garden gardens door doorway doorstep"
    " doors gate fence wall room bedroom kitchen bathroom lounge car desk office block"
    " building tower estate road street st close stairwell stairs landing place drive"
    " driveway yard garage stop gaff crib ends address bed cab van taxi bus-stop lorry"
    " shed roof seat classroom locker terrace allotment porch hallway hall corridor"
    " floor patio conservatory loft tent boat studio bedsit hostel maisonette"
    " apartment"
)
STREET = any_of(
    "road rd street st row lane ln avenue ave way close gate gardens gdns grove place"
    " pl terrace court ct mews square sq hill crescent cres drive dr walk yard parade"
    " green mansions buildings broadway rise view villas wharf quay vale passage house"
    " tower point lodge mead reach path bank"
)
