package dev.weft.api.java.typeutils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.BasicArrayTypeInfo;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInfo;
import dev.weft.api.common.typeinfo.TypeInfoFactory;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple1;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.api.java.tuple.Tuple25;
import dev.weft.types.Either;
import dev.weft.types.Row;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TypeExtractorTest {
    enum Color {
        RED,
        GREEN {}
    }

    record Point(int x, long y) {}

    record Pair<A, B>(A first, List<B> second) {}

    record Tree(Tree left, Tree right, int value) {}

    public static class Event<T> {
        public T payload;
        public long time;
    }

    public static class Click extends Event<String> {
        private int count;

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }
    }

    public static class Shade {
        public Color color;

        @Override
        public boolean equals(Object o) {
            return o instanceof Shade that && that.color == color;
        }

        @Override
        public int hashCode() {
            return color.hashCode();
        }
    }

    public static class NoSetter {
        private int value;

        public int getValue() {
            return value;
        }
    }

    @SuppressWarnings("unchecked") // a tuple's copy is of the type that the caller says
    public static class Word extends Tuple2<String, Integer> {}

    @SuppressWarnings("unchecked") // as above
    public static class LabeledWord extends Tuple2<String, Integer> {
        public String label;
    }

    @TypeInfo(MoneyFactory.class)
    public static class Money<C> {
        public C currency;
    }

    public static class MoneyFactory extends TypeInfoFactory<Money<?>> {
        @Override
        @SuppressWarnings("unchecked") // a stand-in that carries the parameter
        public TypeInformation<Money<?>> createTypeInfo(Type t, Map<String, TypeInformation<?>> parameters) {
            return (TypeInformation<Money<?>>) (TypeInformation<?>) Types.TUPLE(parameters.get("C"));
        }
    }

    @Test
    void plainClassesHaveTheirOwnTypes() {
        assertThat(TypeInformation.of(int.class)).isEqualTo(Types.INT);
        assertThat(TypeInformation.of(String.class)).isEqualTo(Types.STRING);
        assertThat(TypeInformation.of(LocalDate.class)).isEqualTo(Types.LOCAL_DATE);
        assertThat(TypeInformation.of(java.sql.Timestamp.class)).isEqualTo(Types.SQL_TIMESTAMP);
        assertThat(TypeInformation.of(Void.class)).isEqualTo(Types.VOID);
        assertThat(TypeInformation.of(Color.class)).isEqualTo(Types.ENUM(Color.class));
        assertThat(TypeExtractor.getForObject(Color.GREEN)).isEqualTo(Types.ENUM(Color.class));
        assertThat(TypeInformation.of(Object.class)).isEqualTo(Types.GENERIC(Object.class));
    }

    @Test
    void arraysAreToldApartByTheirElements() {
        assertThat(TypeInformation.of(int[].class)).isEqualTo(PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO);
        assertThat(TypeInformation.of(String[].class)).isEqualTo(BasicArrayTypeInfo.STRING_ARRAY_TYPE_INFO);
        assertThat(TypeInformation.of(Point[].class))
                .isEqualTo(ObjectArrayTypeInfo.getInfoFor(TypeInformation.of(Point.class)));
        assertThat(TypeInformation.of(int[][].class).toString()).isEqualTo("ObjectArrayTypeInfo<int[]>");
        TypeInformation<?> generic = new TypeHint<Tuple1<Integer>[]>() {}.getTypeInfo();
        assertThat(generic.getTypeClass()).isEqualTo(Tuple1[].class);
        assertThat(generic.toString()).isEqualTo("ObjectArrayTypeInfo<Tuple1<Integer>>");
    }

    @Test
    void aHintKeepsTypeParametersThroughAllNesting() {
        TypeInformation<Tuple2<List<Map<String, Long>>, Either<Integer, Set<Byte>>>> info =
                new TypeHint<Tuple2<List<Map<String, Long>>, Either<Integer, Set<Byte>>>>() {}.getTypeInfo();
        assertThat(info)
                .isEqualTo(Types.TUPLE(
                        Types.LIST(Types.MAP(Types.STRING, Types.LONG)),
                        Types.EITHER(Types.INT, Types.SET(Types.BYTE))));
        assertThat(new TypeHint<Collection<? extends Number>>() {}.getTypeInfo())
                .isEqualTo(Types.LIST(Types.GENERIC(Number.class)));
    }

    @Test
    void tuplesAndTheirSubclassesAreFoundByTheirParameters() {
        assertThat(TypeInformation.of(Word.class)).isEqualTo(new TupleTypeInfo<>(Word.class, Types.STRING, Types.INT));
        assertThat(TypeInformation.of(LabeledWord.class)).isInstanceOf(PojoTypeInfo.class);
        assertThatThrownBy(() -> TypeInformation.of(Tuple2.class))
                .isInstanceOf(InvalidTypesException.class)
                .hasMessageContaining("type parameters of Tuple2 are missing")
                .hasMessageContaining("TypeHint");
        assertThat(TypeExtractor.getForObject(Tuple2.of("a", Tuple1.of(1L))))
                .isEqualTo(Types.TUPLE(Types.STRING, Types.TUPLE(Types.LONG)));
        assertThat(Tuple25.class.getTypeParameters()).hasSize(25);
    }

    @Test
    void aPojoHasItsInheritedFieldsInTheOrderOfTheirNames() {
        PojoTypeInfo<Click> info = (PojoTypeInfo<Click>) Types.POJO(Click.class);
        assertThat(info.getFieldNames()).containsExactly("count", "payload", "time");
        assertThat(info.<String>getTypeAt("payload")).isEqualTo(Types.STRING);
        assertThat(info.getArity()).isEqualTo(3);
    }

    @Test
    void aPojoWithTypeParametersResolvesThem() {
        CompositeInfo info = new CompositeInfo(new TypeHint<Event<Tuple2<String, Event<Integer>>>>() {}.getTypeInfo());
        assertThat(info.pojo.<Object>getTypeAt("payload.f1.payload")).isEqualTo(Types.INT);
        assertThat(info.pojo.getGenericParameters()).containsOnlyKeys("T");
        assertThat(info.pojo.getTotalFields()).isEqualTo(4);
    }

    private record CompositeInfo(PojoTypeInfo<?> pojo) {
        CompositeInfo(TypeInformation<?> info) {
            this((PojoTypeInfo<?>) info);
        }
    }

    @Test
    void whatIsNoPojoIsGenericAndSaysWhy() {
        assertThat(TypeInformation.of(NoSetter.class)).isEqualTo(Types.GENERIC(NoSetter.class));
        assertThat(PojoRules.violation(NoSetter.class))
                .hasValue("field 'value' is not public and has no public setter");
        assertThatThrownBy(() -> Types.POJO(NoSetter.class)).hasMessageContaining("no public setter");
        assertThat(TypeInformation.of(ArrayList.class)).isInstanceOf(GenericTypeInfo.class);
    }

    @Test
    void recordsKeepTheOrderOfTheirComponents() {
        PojoTypeInfo<Pair<String, Long>> info =
                (PojoTypeInfo<Pair<String, Long>>) new TypeHint<Pair<String, Long>>() {}.getTypeInfo();
        assertThat(info.getFieldNames()).containsExactly("first", "second");
        assertThat(info.<Object>getTypeAt(1)).isEqualTo(Types.LIST(Types.LONG));
        assertThat(TypeInformation.of(Point.class).isKeyType()).isTrue();
    }

    @Test
    void aTypeThatContainsItselfIsGenericInside() {
        PojoTypeInfo<Tree> info = (PojoTypeInfo<Tree>) TypeInformation.of(Tree.class);
        assertThat(info.<Object>getTypeAt("left")).isEqualTo(Types.GENERIC(Tree.class));
    }

    @Test
    void aFactoryIsAskedWithTheTypeParameters() {
        assertThat(new TypeHint<Money<String>>() {}.getTypeInfo()).hasToString("Tuple1<String>");
    }

    @Test
    void aRowWithoutTypesIsRefusedAndAValueTellsThem() {
        assertThatThrownBy(() -> TypeInformation.of(Row.class)).hasMessageContaining("Types.ROW(");
        assertThat(TypeExtractor.getForObject(Row.of(1, "a"))).isEqualTo(Types.ROW(Types.INT, Types.STRING));
        assertThatThrownBy(() -> TypeExtractor.getForObject(Row.of(1, null))).hasMessageContaining("field f1 is null");
    }

    @Test
    void aTypeVariableThatNothingBindsIsNamed() {
        assertThatThrownBy(TypeExtractorTest::<String>hintOfVariable)
                .isInstanceOf(InvalidTypesException.class)
                .hasMessageContaining("type variable 'X'");
    }

    private static <X> TypeInformation<List<X>> hintOfVariable() {
        return new TypeHint<List<X>>() {}.getTypeInfo();
    }

    @Test
    void keysNeedAHashThatIsTheSameEverywhere() {
        assertThat(Types.TUPLE(Types.INT, Types.STRING).isKeyType()).isTrue();
        assertThat(Types.TUPLE(Types.INT, TypeInformation.of(int[].class)).isKeyType())
                .isFalse();
        assertThat(TypeInformation.of(Color.class).isKeyType()).isTrue();
        assertThat(Types.TUPLE(TypeInformation.of(Color.class)).isKeyType()).isTrue();
        assertThat(Types.LIST(Types.STRING).isKeyType()).isTrue();
        assertThat(Types.LIST(TypeInformation.of(Color.class)).isKeyType()).isTrue();
        assertThat(Types.LIST(TypeInformation.of(int[].class)).isKeyType()).isFalse();
        assertThat(Types.EITHER(Types.STRING, TypeInformation.of(Color.class)).isKeyType())
                .isTrue();
        assertThat(Types.ROW(Types.LIST(TypeInformation.of(Color.class))).isKeyType())
                .isFalse();
        assertThat(Types.ROW(TypeInformation.of(Color.class)).isKeyType()).isFalse();
        assertThat(Types.POJO(Shade.class).isKeyType()).isFalse();
        assertThat(TypeInformation.of(Click.class).isKeyType()).isFalse();
        assertThat(TypeInformation.of(java.util.UUID.class).isKeyType()).isTrue();
        assertThat(TypeInformation.of(Object.class).isKeyType()).isTrue();
        assertThat(TypeInformation.of(Number.class).isKeyType()).isTrue();
        assertThat(TypeInformation.of(CharSequence.class).isKeyType()).isTrue();
    }

    @Test
    void fieldExpressionsNameFlatFields() {
        TupleTypeInfo<Tuple2<Point, String>> info =
                (TupleTypeInfo<Tuple2<Point, String>>) new TypeHint<Tuple2<Point, String>>() {}.getTypeInfo();
        assertThat(info.getFlatFields("*")).hasSize(3);
        assertThat(info.getFlatFields("f1").get(0).getPosition()).isEqualTo(2);
        assertThat(info.getFlatFields("f0.y").get(0).getType()).isEqualTo(Types.LONG);
        assertThat(info.getFlatFields("0")).hasSize(2);
        assertThatThrownBy(() -> info.getFlatFields("f0.z")).hasMessageContaining("There is no field 'z'");
        assertThatThrownBy(() -> info.getFlatFields("f1.z")).hasMessageContaining("has no fields");
    }
}
