package dev.weft.api.java.typeutils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.util.Collector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionTypesTest {

    static class Pairing<T, U> implements MapFunction<Tuple2<T, U>, Tuple2<U, T[]>> {
        @Override
        public Tuple2<U, T[]> map(Tuple2<T, U> value) {
            return null;
        }
    }

    abstract static class Base<A, B> extends RichMapFunction<A, Map<String, B>> {}

    static class Middle<X> extends Base<Integer, List<X>> {
        @Override
        public Map<String, List<X>> map(Integer value) {
            return null;
        }
    }

    static class Leaf extends Middle<Double> {}

    static class Named implements MapFunction<String, Object>, ResultTypeQueryable<Object> {
        @Override
        public Object map(String value) {
            return value;
        }

        @Override
        @SuppressWarnings("unchecked") // a test's stand-in
        public TypeInformation<Object> getProducedType() {
            return (TypeInformation<Object>) (TypeInformation<?>) Types.STRING;
        }
    }

    static Tuple2<String, Integer> count(String word) {
        return Tuple2.of(word, 1);
    }

    static void split(String line, Collector<Tuple2<String, Long>> out) {
        out.collect(Tuple2.of(line, 1L));
    }

    @Test
    void aClassTellsItsOutputThroughItsHierarchy() {
        assertThat(TypeExtractor.getMapReturnTypes(new Leaf(), Types.INT))
                .isEqualTo(Types.MAP(Types.STRING, Types.LIST(Types.DOUBLE)));
    }

    @Test
    void anAnonymousClassTellsItsOutput() {
        MapFunction<String, Tuple2<String, Integer>> function = new MapFunction<>() {
            @Override
            public Tuple2<String, Integer> map(String value) {
                return count(value);
            }
        };
        assertThat(TypeExtractor.getMapReturnTypes(function, Types.STRING))
                .isEqualTo(Types.TUPLE(Types.STRING, Types.INT));
    }

    @Test
    void theInputTellsTypeVariablesOfTheOutput() {
        TypeInformation<Tuple2<String, Integer>> input = Types.TUPLE(Types.STRING, Types.INT);
        assertThat(TypeExtractor.getMapReturnTypes(new Pairing<String, Integer>(), input))
                .isEqualTo(Types.TUPLE(Types.INT, Types.OBJECT_ARRAY(Types.STRING)));
    }

    @Test
    void aFunctionThatKnowsItsTypeIsBelieved() {
        assertThat(TypeExtractor.getMapReturnTypes(new Named(), Types.STRING).getTypeClass())
                .isEqualTo(String.class);
    }

    @Test
    void aLambdaOfAClassWithoutParametersTellsItsOutput() {
        int captured = 7;
        assertThat(TypeExtractor.<String, Integer>getMapReturnTypes(s -> s.length() + captured, Types.STRING))
                .isEqualTo(Types.INT);
        TypeInformation<Tuple2<String, Long>> tuples = Types.TUPLE(Types.STRING, Types.LONG);
        KeySelector<Tuple2<String, Long>, String> selector = t -> t.f0;
        assertThat(TypeExtractor.getKeySelectorTypes(selector, tuples)).isEqualTo(Types.STRING);
    }

    @Test
    void aLambdaWhoseTypeParametersAreGoneAsksForReturns() {
        MapFunction<String, Tuple2<String, Integer>> lambda = s -> Tuple2.of(s, 1);
        assertThatThrownBy(() -> TypeExtractor.getMapReturnTypes(lambda, Types.STRING, "Map at Job.java:7", false))
                .isInstanceOf(InvalidTypesException.class)
                .hasMessageContaining("'Map at Job.java:7'")
                .hasMessageContaining("only 'Tuple2'")
                .hasMessageContaining(".returns(");
        FlatMapFunction<String, String> flat = (line, out) -> out.collect(line);
        assertThatThrownBy(() -> TypeExtractor.getFlatMapReturnTypes(flat, Types.STRING))
                .hasMessageContaining("only 'Collector'");
    }

    @Test
    void aMissingTypeWaitsForReturnsWhereThatIsAllowed() {
        MapFunction<String, List<String>> lambda = List::of;
        TypeInformation<List<String>> missing = TypeExtractor.getMapReturnTypes(lambda, Types.STRING, "map", true);
        assertThat((TypeInformation<?>) missing).isInstanceOf(MissingTypeInfo.class);
        assertThatThrownBy(missing::getArity)
                .isInstanceOf(InvalidTypesException.class)
                .hasMessageContaining(".returns(");
    }

    @Test
    void aMethodReferenceTellsTheFullType() {
        MapFunction<String, Tuple2<String, Integer>> count = FunctionTypesTest::count;
        assertThat(TypeExtractor.getMapReturnTypes(count, Types.STRING))
                .isEqualTo(Types.TUPLE(Types.STRING, Types.INT));
        FlatMapFunction<String, Tuple2<String, Long>> split = FunctionTypesTest::split;
        assertThat(TypeExtractor.getFlatMapReturnTypes(split, Types.STRING))
                .isEqualTo(Types.TUPLE(Types.STRING, Types.LONG));
        MapFunction<String, StringBuilder> constructor = StringBuilder::new;
        assertThat(TypeExtractor.getMapReturnTypes(constructor, Types.STRING))
                .isEqualTo(Types.GENERIC(StringBuilder.class));
        KeySelector<Map.Entry<String, Long>, String> key = Map.Entry::getKey;
        assertThat(TypeExtractor.getKeySelectorTypes(key, null)).isEqualTo(Types.STRING);
    }

    @Test
    void aGenericMethodLeavesItsVariableUnbound() {
        assertThatThrownBy(() -> TypeExtractor.getMapReturnTypes(FunctionTypesTest.<String>identity(), null))
                .hasMessageContaining("type variable 'T'")
                .hasMessageContaining(".returns(");
        assertThat(TypeExtractor.getMapReturnTypes(FunctionTypesTest.<String>identity(), Types.STRING))
                .isEqualTo(Types.STRING);
    }

    private static <T> MapFunction<T, T> identity() {
        return new MapFunction<>() {
            @Override
            public T map(T value) {
                return value;
            }
        };
    }
}
