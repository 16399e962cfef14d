//+------------------------------------------------------------------+
//| Files in the sandbox and in the common folder.                   |
//+------------------------------------------------------------------+
void CheckFiles()
  {
   string name="Fidelity\\numbers.bin";
   int file=FileOpen(name,FILE_WRITE|FILE_BIN);
   Check("writing creates the folder",file!=INVALID_HANDLE);
   uchar bytes[]={1,2,3,4};
   Check("FileWriteArray counts elements",FileWriteArray(file,bytes,1,2)==2);
   FidelityPacked record={5,1.25,6};
   Check("FileWriteStruct counts bytes",FileWriteStruct(file,record)==11);
   Check("FileWriteLong counts bytes",FileWriteLong(file,LONG_MAX)==8);
   FileClose(file);

   file=FileOpen(name,FILE_READ|FILE_BIN);
   Check("FileSize",file!=INVALID_HANDLE && FileSize(file)==21);
   uchar back[];
   Check("FileReadArray",FileReadArray(file,back,0,2)==2 && back[0]==2 && back[1]==3);
   FidelityPacked read;
   Check("FileReadStruct",FileReadStruct(file,read)==11 && read.price==1.25 && read.count==6);
   Check("FileReadLong",FileReadLong(file)==LONG_MAX && FileIsEnding(file));
   Check("FileSeek and FileTell",FileSeek(file,2,SEEK_SET) && FileTell(file)==2);
   FileClose(file);

   file=FileOpen(name,FILE_READ|FILE_WRITE|FILE_BIN);
   FileSeek(file,0,SEEK_END);
   FileWriteInteger(file,7,CHAR_VALUE);
   FileClose(file);
   Check("reading and writing keeps the contents",FileGetInteger(name,FILE_SIZE)==22);
   Check("FileMove",FileMove(name,0,"Fidelity\\moved.bin",FILE_REWRITE) && !FileIsExist(name) && FileIsExist("Fidelity\\moved.bin"));
   Check("a missing file cannot be opened",FileOpen("Fidelity\\none.bin",FILE_READ|FILE_BIN)==INVALID_HANDLE);
   Check("FileDelete",FileDelete("Fidelity\\moved.bin") && !FileIsExist("Fidelity\\moved.bin"));
   Check("nothing outside the sandbox",FileOpen("..\\outside.bin",FILE_WRITE|FILE_BIN)==INVALID_HANDLE);

   int exclusive=FileOpen("Fidelity\\lock.bin",FILE_WRITE|FILE_BIN|FILE_COMMON);
   Check("the common folder",exclusive!=INVALID_HANDLE);
   Check("without FILE_SHARE a file opens once",FileOpen("Fidelity\\lock.bin",FILE_READ|FILE_BIN|FILE_COMMON)==INVALID_HANDLE);
   FileClose(exclusive);
   Check("FileDelete in the common folder",FileDelete("Fidelity\\lock.bin",FILE_COMMON));
  }

void CheckTextFiles()
  {
   string name="Fidelity\\text.txt";
   int file=FileOpen(name,FILE_WRITE|FILE_TXT|FILE_ANSI,'\t',CP_UTF8);
   FileWriteString(file,"é=1\r\n");
   FileWrite(file,"second"," line");
   FileClose(file);
   file=FileOpen(name,FILE_READ|FILE_TXT|FILE_ANSI,'\t',CP_UTF8);
   Check("a text file gives lines",FileReadString(file)=="é=1" && FileReadString(file)=="second line" && FileIsEnding(file));
   FileClose(file);
   file=FileOpen(name,FILE_WRITE|FILE_CSV|FILE_ANSI,';');
   FileWrite(file,"a",1,2.5);
   FileClose(file);
   file=FileOpen(name,FILE_READ|FILE_CSV|FILE_ANSI,';');
   Check("a CSV file gives fields",FileReadString(file)=="a" && FileReadNumber(file)==1 && FileReadNumber(file)==2.5);
   Check("and the end of the line",FileIsLineEnding(file));
   FileClose(file);
   file=FileOpen(name,FILE_WRITE|FILE_TXT|FILE_UNICODE);
   FileWriteString(file,"x");
   FileClose(file);
   Check("Unicode text starts with a mark",FileGetInteger(name,FILE_SIZE)==4);
   FileDelete(name);
  }

void CheckGlobalVariables()
  {
   string name="FairleadFidelity";
   GlobalVariableDel(name);
   Check("GlobalVariableTemp creates once",GlobalVariableTemp(name) && GlobalVariableGet(name)==0);
   Check("GlobalVariableSetOnCondition compares",GlobalVariableSetOnCondition(name,5,0) && !GlobalVariableSetOnCondition(name,6,0));
   Check("GlobalVariableGet",GlobalVariableGet(name)==5 && GlobalVariableCheck(name));
   Check("GlobalVariableDel",GlobalVariableDel(name) && !GlobalVariableCheck(name));
  }
