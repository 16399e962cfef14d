//+------------------------------------------------------------------+
//| Bytes.mqh: text and hexadecimal digits in and out of byte fields |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_BYTES_MQH
#define FAIRLEAD_BYTES_MQH

//--- UTF-8 with a closing NUL, as C functions take it; returns the bytes before the NUL
int ToUtf8(const string text,uchar &bytes[])
  {
   int written=StringToCharArray(text,bytes,0,-1,CP_UTF8);
   if(written>0 && bytes[written-1]==0)
      return(written-1);
   ArrayResize(bytes,written+1);
   bytes[written]=0;
   return(written);
  }

//--- fills a text field, NUL padded; false when the text had to be cut (at a whole character)
bool PutText(uchar &field[],const string text)
  {
   uchar bytes[];
   int length=ToUtf8(text,bytes);
   int room=ArraySize(field);
   int used=length;
   if(used>room)
     {
      used=room;
      while(used>0 && (bytes[used] & 0xC0)==0x80)
         used--;
     }
   for(int i=0; i<room; i++)
      field[i]=(i<used) ? bytes[i] : (uchar)0;
   return(used==length);
  }

string GetText(const uchar &field[])
  {
   int length=0;
   while(length<ArraySize(field) && field[length]!=0)
      length++;
   return(length==0 ? "" : CharArrayToString(field,0,length,CP_UTF8));
  }

int HexDigit(const int c)
  {
   if(c>='0' && c<='9')
      return(c-'0');
   if(c>='a' && c<='f')
      return(c-'a'+10);
   if(c>='A' && c<='F')
      return(c-'A'+10);
   return(-1);
  }

//--- true when the text holds exactly the field's bytes as hexadecimal digits
bool PutHex(uchar &field[],const string text)
  {
   if(StringLen(text)!=2*ArraySize(field))
      return(false);
   for(int i=0; i<ArraySize(field); i++)
     {
      int high=HexDigit((int)StringGetCharacter(text,2*i));
      int low=HexDigit((int)StringGetCharacter(text,2*i+1));
      if(high<0 || low<0)
         return(false);
      field[i]=(uchar)(16*high+low);
     }
   return(true);
  }

string GetHex(const uchar &field[])
  {
   string text="";
   for(int i=0; i<ArraySize(field); i++)
      text+=StringFormat("%02x",(int)field[i]);
   return(text);
  }

void CopyField(uchar &target[],const uchar &source[])
  {
   for(int i=0; i<ArraySize(target); i++)
      target[i]=(i<ArraySize(source)) ? source[i] : (uchar)0;
  }

#endif
