//+------------------------------------------------------------------+
//| datetime: seconds since 1970, its arithmetic and its text.       |
//+------------------------------------------------------------------+
datetime NextHour(const datetime when)
  {
   return when-when%3600+3600;
  }

void CheckDates()
  {
   datetime when=D'2024.02.29 12:30:15';
   Check("datetime counts seconds since 1970",(long)when==1709209815);
   Check("TimeToString",TimeToString(when,TIME_DATE|TIME_SECONDS)=="2024.02.29 12:30:15" && TimeToString(when)=="2024.02.29 12:30");
   Check("a day has 86400 seconds",when+86400==D'2024.03.01 12:30:15');
   MqlDateTime parts;
   TimeToStruct(when,parts);
   Check("TimeToStruct",parts.year==2024 && parts.mon==2 && parts.day==29 && parts.hour==12 && parts.min==30 && parts.sec==15);
   Check("weekday and day of the year from 0",parts.day_of_week==4 && parts.day_of_year==59);
   Check("StructToTime is the inverse",StructToTime(parts)==when);
   Check("arithmetic on dates",NextHour(when)==D'2024.02.29 13:00' && when-D'2024.02.29'==45015);
   Check("StringToTime",StringToTime("2024.02.29 12:30")==D'2024.02.29 12:30');
   datetime zero=0;
   Check("zero is 1970",TimeToString(zero)=="1970.01.01 00:00");
   datetime fromLong=(datetime)1709209815;
   Check("a number as datetime",fromLong==when);
   string text=(string)when;
   Check("datetime as text has seconds",text=="2024.02.29 12:30:15");
   datetime milliseconds=(datetime)(1709209815999/1000);
   Check("milliseconds to seconds",milliseconds==when);
  }
