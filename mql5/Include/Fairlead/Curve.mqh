//+------------------------------------------------------------------+
//| Curve.mqh: CURVE key pairs, and random numbers fit for secrets   |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CURVE_MQH
#define FAIRLEAD_CURVE_MQH

#include "Bytes.mqh"
#include "Zmq.mqh"

#define FL_Z85_KEY 40

bool NewKeyPair(string &publicKey,string &secretKey)
  {
   uchar open[FL_Z85_KEY+1],hidden[FL_Z85_KEY+1];
   if(zmq_curve_keypair(open,hidden)!=0)
      return(false);
   publicKey=GetText(open);
   secretKey=GetText(hidden);
   ArrayInitialize(hidden,0);
   return(StringLen(publicKey)==FL_Z85_KEY && StringLen(secretKey)==FL_Z85_KEY);
  }

bool IsZ85Key(const string key)
  {
   if(StringLen(key)!=FL_Z85_KEY)
      return(false);
   for(int i=0; i<FL_Z85_KEY; i++)
     {
      int c=(int)StringGetCharacter(key,i);
      bool letter=(c>='a' && c<='z') || (c>='A' && c<='Z') || (c>='0' && c<='9');
      if(!letter && StringFind(".-:+=^!/*?&<>()[]{}@%$#",ShortToString((ushort)c))<0)
         return(false);
     }
   return(true);
  }

//--- A CURVE secret key is 32 bytes from the system's generator: the only good randomness in reach.
//--- MathRand has 15 bits and a guessable seed. Never 0.
ulong RandomNumber(void)
  {
   uchar open[FL_Z85_KEY+1],hidden[FL_Z85_KEY+1],raw[32];
   ArrayInitialize(raw,0);
   if(zmq_curve_keypair(open,hidden)!=0 || zmq_z85_decode(raw,hidden)==0)
      return(0);
   ulong number=0;
   for(int i=8; i<16; i++)
      number=(number<<8)|raw[i];
   ArrayInitialize(hidden,0);
   ArrayInitialize(raw,0);
   return(number==0 ? 1 : number);
  }

#endif
