//+------------------------------------------------------------------+
//| Classes, pointers, templates, statements.                        |
//+------------------------------------------------------------------+
class CFidelityBase
  {
protected:
   int               m_value;
public:
                     CFidelityBase() : m_value(1) { }
   virtual int       Get() { return m_value; }
   int               Plain() { return 10; }
  };
class CFidelityDerived : public CFidelityBase
  {
public:
                     CFidelityDerived() { m_value=2; }
   virtual int       Get() override { return m_value*100; }
   CFidelityDerived  operator+(const CFidelityDerived &other) const { CFidelityDerived sum; sum.m_value=m_value+other.m_value; return sum; }
   bool              operator==(const CFidelityDerived &other) const { return m_value==other.m_value; }
   int               operator[](const int index) { return m_value+index; }
  };
class CFidelityNode
  {
public:
   static int        alive;
   CFidelityNode    *next;
   string            tag;
                     CFidelityNode(const string name) : tag(name) { next=NULL; alive++; }
                    ~CFidelityNode() { alive--; }
  };
int CFidelityNode::alive=0;

template<typename T> T Largest(const T &values[])
  {
   T best=values[0];
   for(int i=1; i<ArraySize(values); i++)
      if(values[i]>best)
         best=values[i];
   return best;
  }
typedef int (*TFidelityPair)(int,int);
int Sum(int a,int b) { return a+b; }
int Apply(TFidelityPair call,int a,int b) { return call(a,b); }
int WithDefaults(int a,int b=7,string c="x") { return a+b+StringLen(c); }

void CheckObjects()
  {
   CFidelityDerived x;
   CFidelityDerived y;
   CFidelityBase *base=GetPointer(x);
   Check("virtual functions",base.Get()==200 && base.Plain()==10);
   CFidelityDerived sum=x+y;
   Check("operators of a class",sum.Get()==400 && x==y && x[3]==5);
   Check("default arguments",WithDefaults(1)==9 && WithDefaults(1,2)==4 && WithDefaults(1,2,"abc")==6);
   Check("function pointers",Apply(Sum,2,3)==5);
  }

void CheckPointers()
  {
   CFidelityDerived automatic;
   CFidelityBase *base=GetPointer(automatic);
   Check("a pointer to an automatic object",CheckPointer(base)==POINTER_AUTOMATIC);
   Check("dynamic_cast down",dynamic_cast<CFidelityDerived*>(base)!=NULL);
   CFidelityBase *made=new CFidelityBase;
   Check("dynamic_cast to the wrong class is NULL",dynamic_cast<CFidelityDerived*>(made)==NULL && CheckPointer(made)==POINTER_DYNAMIC);
   delete made;
   Check("a deleted object is seen",CheckPointer(made)==POINTER_INVALID);

   CFidelityNode *head=NULL;
   for(int k=0; k<3; k++)
     {
      CFidelityNode *node=new CFidelityNode("n"+(string)k);
      node.next=head;
      head=node;
     }
   Check("a list of objects",CFidelityNode::alive==3 && head.next.next.tag=="n0");
   while(head!=NULL)
     {
      CFidelityNode *next=head.next;
      delete head;
      head=next;
     }
   Check("destructors run",CFidelityNode::alive==0);
   CFidelityNode *nodes[];
   ArrayResize(nodes,2);
   nodes[0]=new CFidelityNode("a");
   Check("an array of pointers starts with NULL",CheckPointer(nodes[1])==POINTER_INVALID && nodes[0].tag=="a");
   delete nodes[0];
  }

void CheckTemplates()
  {
   int whole[]={3,9,4};
   Check("function templates over arrays",Largest(g_fidelityPrices)==3.5 && Largest(whole)==9);
  }

void CheckStatements()
  {
   ENUM_FIDELITY colour=FIDELITY_FIVE;
   Check("enumerators count on",(int)FIDELITY_SIX==6 && EnumToString(colour)=="FIDELITY_FIVE");
   colour=(ENUM_FIDELITY)1;
   Check("a number as enumeration",colour==FIDELITY_ONE);
   int steps=0;
   switch((int)colour)
     {
      case 1: steps+=1;
      case 2: steps+=10; break;
      default: steps=99;
     }
   Check("case falls through",steps==11);
   static int calls=3;
   calls++;
   Check("static locals",calls==4);
   int count=0;
   do
     {
      count++;
      if(count==2)
         continue;
     }
   while(count<3);
   Check("do and continue",count==3);
   bool called=false;
   bool result=(count<0 && (called=true));
   Check("&& stops early",!result && !called);
   Check("__FUNCTION__ names the function",__FUNCTION__=="CheckStatements");
   Check("colour literals are blue-green-red",(int)C'255,128,0'==0x0080FF && (int)clrRed==255);
  }
