//+------------------------------------------------------------------+
//| Digest.mqh: what each millisecond of a history holds, as 64 bits.|
//| The same bytes in the same order as shared/link/digest.ts        |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_DIGEST_MQH
#define FAIRLEAD_DIGEST_MQH

#include "Link.mqh"

#define FL_DIGEST_BYTES 44
#define FL_FNV_OFFSET   0xCBF29CE484222325
#define FL_FNV_PRIME    0x100000001B3

struct FlDigestTick pack(1)
  {
   double            bid;
   double            ask;
   double            last;
   ulong             volume;
   double            volumeReal;
   uint              flags;
  };

//--- FNV-1a 64: xor a byte, multiply by the prime, modulo 2^64
ulong HashTick(const ulong before,const MqlTick &tick)
  {
   FlDigestTick part;
   part.bid=tick.bid;
   part.ask=tick.ask;
   part.last=tick.last;
   part.volume=tick.volume;
   part.volumeReal=tick.volume_real;
   part.flags=tick.flags;
   uchar bytes[FL_DIGEST_BYTES];
   StructToCharArray(part,bytes,0);
   ulong hash=before;
   for(int i=0; i<FL_DIGEST_BYTES; i++)
     {
      hash^=(ulong)bytes[i];
      hash*=FL_FNV_PRIME;
     }
   return(hash);
  }

//--- one digest for each millisecond of ticks [0, end)
void DigestTicks(const MqlTick &ticks[],const int end,FlMsDigest &digests[])
  {
   int used=0;
   ArrayResize(digests,end);
   for(int i=0; i<end; i++)
     {
      if(used==0 || digests[used-1].timeMs!=ticks[i].time_msc)
        {
         digests[used].timeMs=ticks[i].time_msc;
         digests[used].count=0;
         digests[used].hash=FL_FNV_OFFSET;
         used++;
        }
      digests[used-1].count++;
      digests[used-1].hash=HashTick(digests[used-1].hash,ticks[i]);
     }
   ArrayResize(digests,used);
  }

#endif
