//+------------------------------------------------------------------+
//| Structures as bytes: the link's frames depend on it.             |
//+------------------------------------------------------------------+
struct FidelityPacked
  {
   uchar  kind;
   double price;
   short  count;
  };
struct FidelityAligned pack(4)
  {
   uchar  kind;
   double price;
   short  count;
  };
struct FidelityArray
  {
   int   size;
   uchar raw[5];
  };
union FidelityBits
  {
   double real;
   ulong  whole;
   uchar  bytes[8];
  };

void CheckRecords()
  {
   Check("structures are packed to one byte",sizeof(FidelityPacked)==11 && sizeof(FidelityArray)==9);
   Check("pack(4) aligns",sizeof(FidelityAligned)==16);
   Check("MqlTick and MqlRates have 60 bytes",sizeof(MqlTick)==60 && sizeof(MqlRates)==60);
   Check("MqlDateTime has 32 bytes",sizeof(MqlDateTime)==32);

   FidelityPacked first={1,2.5,3};
   FidelityPacked second=first;
   first.kind=9;
   Check("a structure is copied",second.kind==1 && second.price==2.5);
   uchar raw[];
   Check("StructToCharArray resizes",StructToCharArray(second,raw) && ArraySize(raw)==11);
   Check("little-endian without gaps",raw[0]==1 && raw[9]==3 && raw[10]==0);
   Check("StructToCharArray at an offset",StructToCharArray(second,raw,4) && ArraySize(raw)==15 && raw[4]==1);
   FidelityPacked third;
   Check("CharArrayToStruct at an offset",CharArrayToStruct(third,raw,4) && third.price==2.5 && third.count==3);
   Check("CharArrayToStruct refuses a short array",!CharArrayToStruct(third,raw,8));
   ZeroMemory(second);
   Check("ZeroMemory",second.kind==0 && second.price==0);

   FidelityArray original={7,{1,2,3,4,5}};
   FidelityArray duplicate=original;
   original.raw[0]=99;
   Check("an array inside a structure is copied",duplicate.raw[0]==1 && duplicate.size==7);
   MqlTradeRequest request={};
   Check("an empty initialiser zeroes",request.volume==0 && StringLen(request.symbol)==0 && (int)request.action==0);
   MqlTick tick={};
   tick.time_msc=1758499200161;
   Check("64-bit stamps",tick.time_msc/1000==1758499200);
  }

void CheckUnions()
  {
   FidelityBits bits;
   bits.real=1.0;
   Check("a union shares its bytes",bits.whole==0x3FF0000000000000 && bits.bytes[7]==0x3F && bits.bytes[0]==0);
   bits.whole=0;
   Check("and writes through",bits.real==0);
  }
