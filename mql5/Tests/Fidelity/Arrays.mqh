//+------------------------------------------------------------------+
//| Arrays: dynamic, fixed, of several dimensions.                   |
//+------------------------------------------------------------------+
double g_fidelityPrices[]={1.5,2.5,3.5};
int    g_fidelityGrid[2][3]={{1,2,3},{4,5,6}};

void Grow(int &values[])
  {
   int size=ArrayResize(values,ArraySize(values)+1);
   values[size-1]=size;
  }

void CheckArrays()
  {
   int values[];
   Check("a dynamic array starts empty",ArraySize(values)==0 && ArrayResize(values,3)==3);
   ArrayInitialize(values,9);
   Grow(values);
   Check("arrays are passed by reference",ArraySize(values)==4 && values[3]==4 && values[0]==9);
   Check("a reserve does not change the size",ArrayResize(values,2,1000)==2 && ArraySize(values)==2 && values[1]==9);
   int fixed[4]={1,2};
   Check("missing initialisers are zero",ArraySize(fixed)==4 && fixed[1]==2 && fixed[3]==0);
   Check("fixed and dynamic differ",!ArrayIsDynamic(fixed) && ArrayIsDynamic(values));
   ArrayFree(values);
   Check("ArrayFree empties",ArraySize(values)==0);
   Check("several dimensions",g_fidelityGrid[1][2]==6 && ArraySize(g_fidelityGrid)==6 && ArrayRange(g_fidelityGrid,1)==3);
   double table[][2];
   ArrayResize(table,2);
   table[1][1]=5;
   Check("a dynamic first dimension",table[1][1]==5 && ArraySize(table)==4 && ArrayRange(table,0)==2);
  }

void CheckArrayFunctions()
  {
   int source[4]={4,2,3,1};
   int copy[];
   Check("ArrayCopy resizes",ArrayCopy(copy,source)==4 && copy[0]==4);
   Check("ArrayCopy of a part",ArrayCopy(copy,source,1,2,2)==2 && copy[1]==3 && copy[2]==1 && copy[0]==4);
   ArrayCopy(copy,source);
   ArraySort(copy);
   Check("ArraySort ascends",copy[0]==1 && copy[3]==4);
   Check("ArrayBsearch",ArrayBsearch(copy,3)==2);
   Check("ArrayMaximum and ArrayMinimum",ArrayMaximum(source)==0 && ArrayMinimum(source)==3);
   ArraySetAsSeries(copy,true);
   Check("a series counts from the end",copy[0]==4 && copy[3]==1);
   ArraySetAsSeries(copy,false);
   Check("ArrayRemove",ArrayRemove(copy,0,2) && ArraySize(copy)==2 && copy[0]==3);
   int more[]={7,8};
   Check("ArrayInsert",ArrayInsert(copy,more,1) && ArraySize(copy)==4 && copy[1]==7 && copy[3]==4);
   Check("ArrayReverse",ArrayReverse(copy) && copy[0]==4);
   Check("ArrayCompare",ArrayCompare(source,source)==0);
   uchar bytes[8];
   ArrayInitialize(bytes,0);
   ArrayFill(bytes,2,3,7);
   Check("ArrayFill",bytes[1]==0 && bytes[2]==7 && bytes[4]==7 && bytes[5]==0);
  }
