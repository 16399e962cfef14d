//+------------------------------------------------------------------+
//| Strings: UTF-16, values, conversion to bytes and back.           |
//+------------------------------------------------------------------+
void AppendMark(string &text)
  {
   text+="!";
  }

void CheckStrings()
  {
   string text="abc";
   text+=(string)5;
   text+=IntegerToString(7,3,'0');
   Check("concatenation and conversion",text=="abc5007");
   Check("length counts UTF-16 units",StringLen("größe €")==7);
   Check("StringFind",StringFind("hello","l")==2 && StringFind("hello","l",3)==3 && StringFind("x","q")<0);
   Check("StringSubstr",StringSubstr("abcdef",2,3)=="cde" && StringSubstr("abc",1)=="bc" && StringSubstr("abc",9)=="");
   Check("characters by index",text[0]=='a' && StringGetCharacter(text,1)=='b');

   string copy=text;
   AppendMark(copy);
   Check("a string is copied, a reference is not",copy=="abc5007!" && text=="abc5007");
   string parts[];
   Check("StringSplit keeps empty parts",StringSplit("a|b||c",'|',parts)==4 && parts[2]=="" && parts[3]=="c");
   string replaced="aXbXc";
   Check("StringReplace counts",StringReplace(replaced,"X","--")==2 && replaced=="a--b--c");
   StringToUpper(replaced);
   Check("StringToUpper changes in place",replaced=="A--B--C");
   string padded="  x ";
   StringTrimLeft(padded);
   StringTrimRight(padded);
   Check("trimming changes in place",padded=="x");
   Check("adjacent literals join","ab" "cd"=="abcd");
   Check("escapes","a\tb\x41\"q\""=="a\tbA\"q\"");
   Check("comparison",StringCompare("a","B",false)<0 && "a"<"b");
  }

void CheckText()
  {
   uchar bytes[];
   Check("StringToCharArray with -1 appends a zero",StringToCharArray("é€",bytes,0,WHOLE_ARRAY,CP_UTF8)==6 && ArraySize(bytes)==6);
   Check("UTF-8 bytes",bytes[0]==0xC3 && bytes[1]==0xA9 && bytes[5]==0);
   Check("CharArrayToString stops at the zero",CharArrayToString(bytes,0,WHOLE_ARRAY,CP_UTF8)=="é€");
   Check("CharArrayToString with a count",CharArrayToString(bytes,0,2,CP_UTF8)=="é");

   string empty="";
   Check("an empty string has length 0",StringLen(empty)==0 && empty=="");
   string nothing=NULL;
   Check("NULL is a string of length 0",StringLen(nothing)==0 && nothing+"a"=="a");
   Check("bool as text",(string)true=="true" && (string)false=="false");
   Check("text to whole numbers",StringToInteger("12")==12 && (int)"77"==77 && StringToInteger("-5")==-5);
   Check("text to doubles",StringToDouble("1.5")==1.5 && StringToDouble("x")==0);
   Check("whole numbers of 64 bits as text",IntegerToString(LONG_MAX)=="9223372036854775807");
   string set="abc";
   Check("StringSetCharacter",StringSetCharacter(set,1,'X') && set=="aXc");
   Check("ShortToString",ShortToString(0x20AC)=="€" && CharToString(65)=="A");
  }

void CheckFormats()
  {
   Check("padding",StringFormat("%05d|%-5s|%5.2f",42,"ab",3.14159)=="00042|ab   | 3.14");
   Check("hexadecimal and 64 bits",StringFormat("%x|%I64d|%I64u",255,(long)5000000000,(ulong)5)=="ff|5000000000|5");
   Check("text, percent and character",StringFormat("%s|%%|%c","z",'Q')=="z|%|Q");
   Check("DoubleToString rounds",DoubleToString(1.23456789,3)=="1.235" && DoubleToString(2)=="2.00000000");
   Check("DoubleToString of a price",DoubleToString(1.17403,5)=="1.17403" && DoubleToString(-0.5,1)=="-0.5");
  }
