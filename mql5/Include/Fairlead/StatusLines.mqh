//+------------------------------------------------------------------+
//| StatusLines.mqh: what the chart panel says                       |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_STATUSLINES_MQH
#define FAIRLEAD_STATUSLINES_MQH

#include "Heartbeat.mqh"
#include "Lease.mqh"
#include "Panel.mqh"
#include "Safety.mqh"
#include "TickPump.mqh"

//--- tries in a row after which waiting becomes a warning
#define FL_TRIES_TO_WARN 3

string LinkWords(const CSession &session,const CHeartbeat &heartbeat)
  {
   switch(session.State())
     {
      case FL_STATE_LIVE:
         return(heartbeat.HopUs()<0 ? "Link: live" : "Link: live, "+DoubleToString(heartbeat.HopUs()/1000.0,1)+" ms");
      case FL_STATE_PAIRING:
         return("Link: pairing. "+session.Reason());
      case FL_STATE_HELLO:
      case FL_STATE_ATTACH:
         return("Link: connecting");
     }
   return("Link: "+(session.Reason()=="" ? "waiting" : session.Reason()));
  }

color LinkColor(const CSession &session)
  {
   if(session.IsLive())
      return(clrMediumSeaGreen);
   return(session.Tries()>=FL_TRIES_TO_WARN ? clrTomato : clrGoldenrod);
  }

string LeaseWords(const CLease &lease)
  {
   switch(lease.Status())
     {
      case FL_LEASE_STATUS_HELD:
         return("Lease: held, the risk engine is watching");
      case FL_LEASE_STATUS_LAPSED:
         return("Lease: LAPSED, no new risk is taken");
     }
   return("Lease: none");
  }

void ShowStatus(CPanel &panel,const CSession &session,const CHeartbeat &heartbeat,const CLease &lease,const CTickPump &pump)
  {
   panel.Line(0,"Fairlead "+FL_PROGRAM_VERSION,clrSilver);
   panel.Line(1,LinkWords(session,heartbeat),LinkColor(session));
   panel.Line(2,LeaseWords(lease),lease.Status()==FL_LEASE_STATUS_LAPSED ? clrTomato : clrSilver);
   string account="Account: "+IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN))+"@"+AccountInfoString(ACCOUNT_SERVER);
   panel.Line(4,account+", "+IntegerToString(pump.Streams())+" symbols",clrSilver);
   panel.Draw();
  }

void ShowSafety(CPanel &panel,CSafety &safety,const CLease &lease,const CSession &session)
  {
   bool latched=safety.guard.IsFlattened();
   bool allowed=lease.MayTakeRisk(session) && !latched && !safety.guard.ArePaused();
   panel.Line(3,latched ? "Guard: LATCHED, new risk refused" : (allowed ? "Guard: new risk allowed" : "Guard: new risk refused"),
              latched ? clrTomato : clrSilver);
   string flatten="";
   if(safety.flatten.IsActive())
      flatten=(safety.flatten.IsStuck() ? "Flatten: STUCK, " : "Flatten: ")+IntegerToString(safety.flatten.Left())+" left"
              +(safety.flatten.closer.LastRetcode()==0 ? "" : ", last answer "+IntegerToString((long)safety.flatten.closer.LastRetcode()));
   panel.Line(5,flatten,clrTomato);
   panel.Draw();
  }

#endif
