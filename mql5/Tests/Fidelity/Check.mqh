//+------------------------------------------------------------------+
//| Counts assumptions that hold and names those that do not.        |
//+------------------------------------------------------------------+
int g_checksOk=0;
int g_checksFailed=0;

void Check(const string assumption,const bool holds)
  {
   if(holds)
     {
      g_checksOk++;
      return;
     }
   g_checksFailed++;
   Print("FAIL ",assumption);
  }
