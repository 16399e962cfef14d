/**
 * Words that breached passwords are made of: 290 of the most common, all lower case. A small list that ships with the
 * program and asks nobody: it finds `P@ssw0rd2024!` and its kin, not every password that ever leaked.
 */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  `password passwort passwd qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou iloveme loveyou letmein
  letmeinnow welcome welcomeback admin administrator root toor superuser login signin master monkey dragon football baseball
  basketball soccer hockey tennis golf superman batman spiderman ironman pokemon naruto starwars startrek matrix trustno
  shadow sunshine princess princesa prince flower butterfly chocolate cookie cheese banana apple orange cherry strawberry
  pepper ginger summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday january february march
  april june july august september october november december michael michelle jennifer jessica ashley daniel andrew joshua
  matthew anthony robert charlie thomas jordan hunter ranger buster killer tigger tiger lion panther eagle falcon phoenix
  mustang ferrari porsche mercedes corvette harley yamaha honda toyota nissan thunder lightning freedom liberty america
  canada england london berlin paris madrid jakarta bandung surabaya indonesia garuda merdeka bismillah rahasia sayang
  sayangku cintaku katasandi katakunci selamat semangat bintang matahari computer internet google facebook youtube twitter
  instagram microsoft windows android iphone samsung linux ubuntu debian oracle mysql postgres database server system
  network security secret secreta topsecret private access default guest user test testing tester tested demo sample example
  changeme changeit temp temporary newpassword mypassword yourpassword thepassword passwords passphrase hello helloworld
  hellokitty whatever nothing something anything everything blink biteme fuckyou fuckoff asshole bitch money dollar million
  millionaire billionaire trader trading forex metatrader bitcoin ethereum crypto profit broker stock stocks market bull
  bear gold silver platinum diamond jewel angel angels heaven devil demon jesus christ jesuschrist godisgood blessed family
  mother father sister brother daughter forever together always never loveme lovely beautiful cutie sweetheart darling
  honey baby babygirl babyboy qazwsx qazwsxedc wsxedc poiuytrewq lkjhgfdsa mnbvcxz abcdef abcdefg abcdefgh abcdefghi
  aaaaaa correcthorsebatterystaple maverick silverado cowboy cowboys yankees lakers steelers chelsea arsenal liverpool
  manchester manunited barcelona realmadrid juventus`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
