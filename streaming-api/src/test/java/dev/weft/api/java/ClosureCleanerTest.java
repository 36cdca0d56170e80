package dev.weft.api.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.functions.MapFunction;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClosureCleanerTest {
    private final int base = 1;

    private static void clean(Object function) {
        ClosureCleaner.clean(function, ExecutionConfig.ClosureCleanerLevel.RECURSIVE, true);
    }

    @Test
    void anUnusedEnclosingObjectIsCutOff() throws Exception {
        MapFunction<Integer, Integer> function = new MapFunction<>() {
            @Override
            public Integer map(Integer value) {
                return value + 1;
            }
        };

        clean(function);

        assertThat(function.map(1)).isEqualTo(2);
    }

    @Test
    void aUsedEnclosingObjectStaysAndIsNamed() {
        MapFunction<Integer, Integer> function = new MapFunction<>() {
            @Override
            public Integer map(Integer value) {
                return value + next();
            }
        };

        assertThatThrownBy(() -> clean(function))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("ClosureCleanerTest$2")
                .hasMessageContaining("field this$0 is a " + ClosureCleanerTest.class.getName())
                .hasMessageContaining("static nested class");
    }

    private int next() {
        return base + 1;
    }

    @Test
    void anEnclosingObjectThatOnlyAClassWithinUsesStays() {
        MapFunction<Integer, Integer> function = new MapFunction<>() {
            @Override
            public Integer map(Integer value) {
                return new Object() {
                    int get() {
                        return next();
                    }
                }.get();
            }
        };

        assertThatThrownBy(() -> clean(function)).hasMessageContaining("this$0");
    }

    @Test
    void switchesAndLongJumpsInAFunctionAreReadOver() throws Exception {
        MapFunction<Object, Integer> function = new MapFunction<>() {
            @Override
            public Integer map(Object value) {
                long sum = 0;
                double factor = 1.5;
                for (int i = 0; i < 300; i += 130) {
                    sum += (long) (i * factor);
                }
                String text = String.valueOf(value) + sum;
                switch (text) {
                    case "a":
                        return 1;
                    case "b":
                        return 1_000_000;
                    default:
                        break;
                }
                return switch (text.length()) {
                    case 0 -> 0;
                    case 1 -> 10;
                    case 2 -> 20;
                    default -> text.hashCode();
                };
            }
        };

        clean(function);

        assertThat(function.map("x")).isNotNull();
    }

    @Test
    void functionsWithinAFunctionAreCleanedToo() throws Exception {
        MapFunction<Integer, Integer> inner = new MapFunction<>() {
            @Override
            public Integer map(Integer value) {
                return value + 1;
            }
        };

        clean(new Wrapping(inner));
        clean(new Wrapping(new Wrapping(inner)));
        clean(new Holder(List.of(inner)));
    }

    @Test
    void atTheTopLevelOnlyTheFunctionItselfIsCleaned() {
        MapFunction<Integer, Integer> inner = new MapFunction<>() {
            @Override
            public Integer map(Integer value) {
                return value + 1;
            }
        };

        assertThatThrownBy(() ->
                        ClosureCleaner.clean(new Wrapping(inner), ExecutionConfig.ClosureCleanerLevel.TOP_LEVEL, true))
                .hasMessageContaining("field inner.this$0");
    }

    @Test
    void theWayToAFieldThatCannotTravelIsNamed() {
        assertThatThrownBy(() -> clean(new Deep(new Holder(List.of("fine", new Object())))))
                .hasMessageContaining("function " + Deep.class.getName())
                .hasMessageContaining("field holder.values[1] is a java.lang.Object, which is not serializable");
    }

    @Test
    void aTransientFieldDoesNotTravel() {
        clean(new WithTransient());
    }

    @Test
    void aLambdasCapturedValueIsNamed() {
        Object captured = new Object();
        MapFunction<Integer, String> function = value -> value + captured.toString();

        assertThatThrownBy(() -> clean(function))
                .hasMessageContaining("a lambda of " + ClosureCleanerTest.class.getName())
                .hasMessageContaining("captured value 1 is a java.lang.Object");
    }

    @Test
    void aLambdaThatCapturesNothingTravels() {
        MapFunction<Integer, Integer> function = value -> value + 1;

        clean(function);
    }

    @Test
    void aFunctionThatRefersToItselfIsCleanedOnce() {
        Circular circular = new Circular();
        circular.self = circular;

        clean(circular);
    }

    @Test
    void nothingIsCutOffWhenCleaningIsOff() {
        MapFunction<Integer, Integer> function = new MapFunction<>() {
            @Override
            public Integer map(Integer value) {
                return value + 1;
            }
        };

        assertThatThrownBy(() -> ClosureCleaner.clean(function, ExecutionConfig.ClosureCleanerLevel.NONE, true))
                .hasMessageContaining("this$0");
    }

    private record Wrapping(MapFunction<Integer, Integer> inner) implements MapFunction<Integer, Integer> {
        @Override
        public Integer map(Integer value) throws Exception {
            return inner.map(value);
        }
    }

    private record Holder(List<Object> values) implements Serializable {}

    private record Deep(Holder holder) implements MapFunction<Integer, Integer> {
        @Override
        public Integer map(Integer value) {
            return value;
        }
    }

    private static final class WithTransient implements MapFunction<Integer, Integer> {
        private final transient Object connection = new Object();

        @Override
        public Integer map(Integer value) {
            return connection.hashCode();
        }
    }

    private static final class Circular implements MapFunction<Integer, Integer> {
        private Circular self;

        @Override
        public Integer map(Integer value) {
            return self == null ? 0 : 1;
        }
    }
}
