//+------------------------------------------------------------------+
//| CalendarCodes.mqh: MT5's words of the economic calendar as the   |
//| link's                                                           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CALENDARCODES_MQH
#define FAIRLEAD_CALENDARCODES_MQH

#include "Bytes.mqh"
#include "Link.mqh"

uchar CalendarKindCode(const ENUM_CALENDAR_EVENT_TYPE type)
  {
   switch(type)
     {
      case CALENDAR_TYPE_INDICATOR:
         return(FL_CALENDAR_KIND_INDICATOR);
      case CALENDAR_TYPE_HOLIDAY:
         return(FL_CALENDAR_KIND_HOLIDAY);
     }
   return(FL_CALENDAR_KIND_EVENT);
  }

uchar CalendarImportanceCode(const ENUM_CALENDAR_EVENT_IMPORTANCE importance)
  {
   switch(importance)
     {
      case CALENDAR_IMPORTANCE_LOW:
         return(FL_CALENDAR_IMPORTANCE_LOW);
      case CALENDAR_IMPORTANCE_MODERATE:
         return(FL_CALENDAR_IMPORTANCE_MODERATE);
      case CALENDAR_IMPORTANCE_HIGH:
         return(FL_CALENDAR_IMPORTANCE_HIGH);
     }
   return(FL_CALENDAR_IMPORTANCE_NONE);
  }

uchar CalendarImpactCode(const ENUM_CALENDAR_EVENT_IMPACT impact)
  {
   switch(impact)
     {
      case CALENDAR_IMPACT_POSITIVE:
         return(FL_CALENDAR_IMPACT_POSITIVE);
      case CALENDAR_IMPACT_NEGATIVE:
         return(FL_CALENDAR_IMPACT_NEGATIVE);
     }
   return(FL_CALENDAR_IMPACT_UNKNOWN);
  }

uchar CalendarTimeModeCode(const ENUM_CALENDAR_EVENT_TIMEMODE mode)
  {
   switch(mode)
     {
      case CALENDAR_TIMEMODE_DATE:
         return(FL_CALENDAR_TIME_MODE_DATE);
      case CALENDAR_TIMEMODE_NOTIME:
         return(FL_CALENDAR_TIME_MODE_NO_TIME);
      case CALENDAR_TIMEMODE_TENTATIVE:
         return(FL_CALENDAR_TIME_MODE_TENTATIVE);
     }
   return(FL_CALENDAR_TIME_MODE_EXACT);
  }

uchar CalendarMultiplierCode(const ENUM_CALENDAR_EVENT_MULTIPLIER multiplier)
  {
   switch(multiplier)
     {
      case CALENDAR_MULTIPLIER_THOUSANDS:
         return(FL_CALENDAR_MULTIPLIER_THOUSANDS);
      case CALENDAR_MULTIPLIER_MILLIONS:
         return(FL_CALENDAR_MULTIPLIER_MILLIONS);
      case CALENDAR_MULTIPLIER_BILLIONS:
         return(FL_CALENDAR_MULTIPLIER_BILLIONS);
      case CALENDAR_MULTIPLIER_TRILLIONS:
         return(FL_CALENDAR_MULTIPLIER_TRILLIONS);
     }
   return(FL_CALENDAR_MULTIPLIER_NONE);
  }

uchar CalendarUnitCode(const ENUM_CALENDAR_EVENT_UNIT unit)
  {
   switch(unit)
     {
      case CALENDAR_UNIT_NONE:
         return(FL_CALENDAR_UNIT_NONE);
      case CALENDAR_UNIT_PERCENT:
         return(FL_CALENDAR_UNIT_PERCENT);
      case CALENDAR_UNIT_CURRENCY:
         return(FL_CALENDAR_UNIT_CURRENCY);
      case CALENDAR_UNIT_HOUR:
         return(FL_CALENDAR_UNIT_HOUR);
      case CALENDAR_UNIT_JOB:
         return(FL_CALENDAR_UNIT_JOB);
      case CALENDAR_UNIT_RIG:
         return(FL_CALENDAR_UNIT_RIG);
      case CALENDAR_UNIT_USD:
         return(FL_CALENDAR_UNIT_USD);
      case CALENDAR_UNIT_PEOPLE:
         return(FL_CALENDAR_UNIT_PEOPLE);
      case CALENDAR_UNIT_MORTGAGE:
         return(FL_CALENDAR_UNIT_MORTGAGE);
      case CALENDAR_UNIT_VOTE:
         return(FL_CALENDAR_UNIT_VOTE);
      case CALENDAR_UNIT_BARREL:
         return(FL_CALENDAR_UNIT_BARREL);
      case CALENDAR_UNIT_CUBICFEET:
         return(FL_CALENDAR_UNIT_CUBIC_FEET);
      case CALENDAR_UNIT_POSITION:
         return(FL_CALENDAR_UNIT_POSITION);
      case CALENDAR_UNIT_BUILDING:
         return(FL_CALENDAR_UNIT_BUILDING);
     }
   return(FL_CALENDAR_UNIT_OTHER);
  }

//--- The figures go as they are: times 1,000,000, and LONG_MIN for none. An event that MT5 cannot name stays nameless.
void PackCalendarValue(const MqlCalendarValue &value,FlCalendarValue &record)
  {
   ZeroMemory(record);
   record.value=value.id;
   record.event=value.event_id;
   record.timeMs=(long)value.time*1000;
   record.periodMs=(long)value.period*1000;
   record.revision=value.revision;
   record.actual=value.actual_value;
   record.forecast=value.forecast_value;
   record.previous=value.prev_value;
   record.revisedPrevious=value.revised_prev_value;
   record.impact=CalendarImpactCode(value.impact_type);
   MqlCalendarEvent event;
   MqlCalendarCountry country;
   bool known=CalendarEventById(value.event_id,event);
   record.kind=known ? CalendarKindCode(event.type) : (uchar)FL_CALENDAR_KIND_EVENT;
   record.importance=known ? CalendarImportanceCode(event.importance) : (uchar)FL_CALENDAR_IMPORTANCE_NONE;
   record.timeMode=known ? CalendarTimeModeCode(event.time_mode) : (uchar)FL_CALENDAR_TIME_MODE_EXACT;
   record.unit=known ? CalendarUnitCode(event.unit) : (uchar)FL_CALENDAR_UNIT_NONE;
   record.multiplier=known ? CalendarMultiplierCode(event.multiplier) : (uchar)FL_CALENDAR_MULTIPLIER_NONE;
   if(!known)
      return;
   record.digits=(uchar)event.digits;
   PutText(record.name,event.name);
   if(!CalendarCountryById((long)event.country_id,country))
      return;
   PutText(record.country,country.code);
   PutText(record.currency,country.currency);
  }

#endif
