//+------------------------------------------------------------------+
//| Sizes, wraparound, promotion, rounding.                          |
//+------------------------------------------------------------------+
enum ENUM_FIDELITY { FIDELITY_ONE=1,FIDELITY_FIVE=5,FIDELITY_SIX };

void CheckNumbers()
  {
   Check("sizes of whole numbers",sizeof(char)==1 && sizeof(short)==2 && sizeof(int)==4 && sizeof(long)==8);
   Check("sizes of other scalars",sizeof(datetime)==8 && sizeof(color)==4 && sizeof(bool)==1 && sizeof(double)==8 && sizeof(float)==4);
   Check("an enumeration has 4 bytes",sizeof(ENUM_FIDELITY)==4);

   int big=INT_MAX;
   big++;
   Check("int wraps around",big==INT_MIN);
   uint small=0;
   small--;
   Check("uint wraps around",small==4294967295);
   long wide=(long)INT_MAX+1;
   Check("long holds more than int",wide==2147483648);
   long product=(long)100000*100000;
   Check("a cast before a product widens it",product==10000000000);
   uchar narrow=(uchar)300;
   Check("a cast to uchar keeps the low byte",narrow==44);
   char negative=(char)200;
   Check("char is signed",negative==-56);
   long large=0x7FFFFFFFFFFFFFFF;
   Check("hexadecimal literals have 64 bits",large==LONG_MAX);

   Check("whole division truncates",7/2==3 && -7/2==-3 && -7%3==-1);
   Check("division of a double does not",1/2.0==0.5);
   double converted=5;
   Check("an int becomes a double on assignment",converted/2==2.5);
   int cut=(int)-2.7;
   Check("a cast cuts towards zero",cut==-2);
   Check("shifts keep the sign",(1<<10)==1024 && (-8>>1)==-4);
   Check("a character literal is a number",'A'==65 && 'A'+1=='B');
   bool truth=(bool)5;
   Check("any number but zero is true",truth && !(bool)0);
   ulong top=0x8000000000000000;
   Check("ulong keeps the top bit",top>>63==1);
  }

void CheckRounding()
  {
   Check("MathRound goes away from zero at the half",MathRound(2.5)==3 && MathRound(-2.5)==-3 && MathRound(1.4999)==1);
   Check("NormalizeDouble",NormalizeDouble(1.234567,4)==1.2346 && NormalizeDouble(1.17403000001,5)==1.17403);
   Check("MathMod keeps the sign of the dividend",MathMod(7.5,2)==1.5 && MathMod(-7.5,2)==-1.5);
   Check("MathAbs, MathMax, MathMin",MathAbs(-3)==3 && MathMax(2,3.5)==3.5 && MathMin(-1,1)==-1);
   Check("MathFloor and MathCeil",MathFloor(-1.5)==-2 && MathCeil(1.2)==2);
   Check("infinity is no valid number",!MathIsValidNumber(MathLog(-1)) && MathIsValidNumber(1.5));
   Check("the largest double",DBL_MAX>1e308 && EMPTY_VALUE==DBL_MAX);
  }
