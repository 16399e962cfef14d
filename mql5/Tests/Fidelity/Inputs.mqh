//+------------------------------------------------------------------+
//| Input variables, at their defaults.                              |
//+------------------------------------------------------------------+
input group "Fidelity"
input int           InpFidelityNumber=5;
input string        InpFidelityText="abc";
input ENUM_FIDELITY InpFidelityChoice=FIDELITY_FIVE;
input bool          InpFidelitySwitch=true;
input datetime      InpFidelityDate=D'2024.02.29 12:30';
sinput double       InpFidelityReal=0.25;

void CheckInputs()
  {
   Check("inputs of numbers",InpFidelityNumber==5 && InpFidelityReal==0.25);
   Check("inputs of text, switches and dates",InpFidelityText=="abc" && InpFidelitySwitch && InpFidelityDate==D'2024.02.29 12:30');
   Check("inputs of enumerations",EnumToString(InpFidelityChoice)=="FIDELITY_FIVE");
  }
