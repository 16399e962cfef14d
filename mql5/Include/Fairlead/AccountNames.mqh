//+------------------------------------------------------------------+
//| AccountNames.mqh: names of what the programs of a terminal share |
//| for one account: its global variables and small files. Two       |
//| brokers may give the same login, so a name tells the server too. |
//| What earlier versions called by the login alone is taken over.   |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_ACCOUNTNAMES_MQH
#define FAIRLEAD_ACCOUNTNAMES_MQH

#include "KeyValues.mqh"
#include "Link.mqh"

//--- FNV-1a 64 of login@server, 16 digits: MT5 takes 63 characters for the name of a global variable
string AccountKey(void)
  {
   string account=IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN))+"@"+AccountInfoString(ACCOUNT_SERVER);
   ulong hash=0xCBF29CE484222325;
   for(int i=0; i<StringLen(account); i++)
     {
      hash^=(ulong)StringGetCharacter(account,i);
      hash*=0x100000001B3;
     }
   return(StringFormat("%08x%08x",(uint)(hash>>32),(uint)(hash&0xFFFFFFFF)));
  }

string LoginName(const string what)
  {
   return("Fairlead."+what+"."+IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN)));
  }

//--- a global variable of this account
string SharedName(const string what)
  {
   return(LoginName(what)+"."+AccountKey());
  }

string LoginFile(const string what,const string suffix)
  {
   return("Fairlead\\"+what+"-"+IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN))+suffix);
  }

//--- the server that wrote a file named by the login alone; "" where there is none
string LoginFileServer(const string what,const string suffix)
  {
   CKeyValues file;
   return(file.Read(LoginFile(what,suffix),0) ? file.Value("server") : "");
  }

//--- A small file of this account; one that an earlier version wrote for it is moved here. Should the move fail, it is
//--- tried again with the next call.
string AccountFile(const string what,const string suffix)
  {
   string name="Fairlead\\"+what+"-"+IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN))+"-"+AccountKey()+suffix;
   string old=LoginFile(what,suffix);
   if(FileIsExist(old,0) && !FileIsExist(name,0) && LoginFileServer(what,suffix)==AccountInfoString(ACCOUNT_SERVER))
      FileMove(old,0,name,0);
   return(name);
  }

string RoleSuffix(const uchar role)
  {
   return(role==FL_ROLE_EA ? "-ea.txt" : "-service.txt");
  }

//--- Variables by the login alone tell no server, but a guard's file beside them does: those of another broker's account
//--- wait for it. Called by the EA, before anything reads them.
void AdoptShared(void)
  {
   string server=AccountInfoString(ACCOUNT_SERVER);
   string ea=LoginFileServer("guard",RoleSuffix(FL_ROLE_EA));
   string service=LoginFileServer("guard",RoleSuffix(FL_ROLE_COMMAND_SERVICE));
   if((ea!="" && ea!=server) || (service!="" && service!=server))
      return;
   string whats[]={"fence","latch","maxlots","maxloss","floor","money","deal","dealat","paidsince"};
   for(int i=0; i<ArraySize(whats); i++)
     {
      string old=LoginName(whats[i]);
      double value=0;
      if(!GlobalVariableGet(old,value))
         continue;
      if(!GlobalVariableCheck(SharedName(whats[i])))
         GlobalVariableSet(SharedName(whats[i]),value);
      GlobalVariableDel(old);
     }
   GlobalVariablesFlush();
  }

#endif
