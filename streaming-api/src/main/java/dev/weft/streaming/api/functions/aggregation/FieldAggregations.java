package dev.weft.streaming.api.functions.aggregation;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

/**
 * Makes the reduce functions behind sum, min, max, minBy and maxBy. A field is named as in {@link FieldAccess}. None of
 * them changes the elements that it is given, unless it may.
 */
public final class FieldAggregations {
    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(Long.class, Integer.class, Short.class, Byte.class, BigInteger.class);

    private FieldAggregations() {}

    /**
     * Adds a numeric field up; the other fields are those of the first element.
     *
     * @param field a position, a name or a path
     * @throws IllegalArgumentException if there is no such field
     */
    public static <T> ReduceFunction<T> sum(TypeInformation<T> type, String field) {
        FieldAccess.Resolved<T> resolved = FieldAccess.resolve(type, field);
        resolved.fieldClass().ifPresent(fieldClass -> {
            if (!Sum.canAdd(fieldClass)) {
                throw new InvalidProgramException("field '" + field + "' of " + type + " is a " + fieldClass.getName()
                        + ", which has no sum: only numbers do");
            }
        });
        return new Sum<>(resolved.access());
    }

    /**
     * Keeps the minimum of a field; the other fields are those of the first element.
     *
     * @param field a position, a name or a path
     * @throws IllegalArgumentException if there is no such field
     */
    public static <T> ReduceFunction<T> min(TypeInformation<T> type, String field) {
        return new Extreme<>(comparable(type, field), -1);
    }

    /**
     * Keeps the maximum of a field; the other fields are those of the first element.
     *
     * @param field a position, a name or a path
     * @throws IllegalArgumentException if there is no such field
     */
    public static <T> ReduceFunction<T> max(TypeInformation<T> type, String field) {
        return new Extreme<>(comparable(type, field), 1);
    }

    /** @param first of equal elements the first, else the last */
    public static <T> ReduceFunction<T> minBy(TypeInformation<T> type, String field, boolean first) {
        return new ExtremeBy<>(comparable(type, field), -1, first);
    }

    /** @param first of equal elements the first, else the last */
    public static <T> ReduceFunction<T> maxBy(TypeInformation<T> type, String field, boolean first) {
        return new ExtremeBy<>(comparable(type, field), 1, first);
    }

    /**
     * Whether this is one of the functions of this class, over elements that are whole numbers themselves, so that their
     * order and grouping does not matter. A field of a larger element does not count, because the other fields are those of
     * the first element; nor do fractions, because they are rounded.
     *
     * @param element the class of the elements
     */
    public static boolean isOfWholeNumbers(ReduceFunction<?> function, Class<?> element) {
        FieldAccess<?> field;
        if (function instanceof Sum<?> sum) {
            field = sum.field();
        } else if (function instanceof Extreme<?> extreme) {
            field = extreme.field();
        } else if (function instanceof ExtremeBy<?> extreme) {
            field = extreme.field();
        } else {
            return false;
        }
        return field instanceof FieldAccess.Whole && WHOLE_NUMBERS.contains(element);
    }

    private static <T> FieldAccess<T> comparable(TypeInformation<T> type, String field) {
        FieldAccess.Resolved<T> resolved = FieldAccess.resolve(type, field);
        resolved.fieldClass().ifPresent(fieldClass -> {
            if (!fieldClass.isPrimitive() && !Comparable.class.isAssignableFrom(fieldClass)) {
                throw new InvalidProgramException("field '" + field + "' of " + type + " is a " + fieldClass.getName()
                        + ", which has no order: its class must implement Comparable");
            }
        });
        return resolved.access();
    }

    private record Sum<T>(FieldAccess<T> field) implements InPlaceReduce<T> {
        static boolean canAdd(Class<?> type) {
            return type == int.class
                    || type == long.class
                    || type == double.class
                    || type == float.class
                    || type == short.class
                    || type == byte.class
                    || Number.class.isAssignableFrom(type);
        }

        @Override
        public T reduce(T value1, T value2) {
            return field.with(value1, add(field.get(value1), field.get(value2)));
        }

        @Override
        public T reduceInto(T value1, T value2) {
            return field.set(value1, add(field.get(value1), field.get(value2)));
        }

        private static Object add(Object left, Object right) {
            if (left instanceof Integer a) {
                return a + (Integer) right;
            }
            if (left instanceof Long a) {
                return a + (Long) right;
            }
            if (left instanceof Double a) {
                return a + (Double) right;
            }
            if (left instanceof Float a) {
                return a + (Float) right;
            }
            if (left instanceof Short a) {
                return (short) (a + (Short) right);
            }
            if (left instanceof Byte a) {
                return (byte) (a + (Byte) right);
            }
            if (left instanceof BigDecimal a) {
                return a.add((BigDecimal) right);
            }
            if (left instanceof BigInteger a) {
                return a.add((BigInteger) right);
            }
            throw new IllegalArgumentException(
                    (left == null ? "null" : "a " + left.getClass().getName()) + " cannot be added up");
        }
    }

    /** Keeps the first element and replaces its field. */
    private record Extreme<T>(FieldAccess<T> field, int sign) implements InPlaceReduce<T> {
        @Override
        public T reduce(T value1, T value2) {
            Object second = field.get(value2);
            return compare(second, field.get(value1)) * sign > 0 ? field.with(value1, second) : value1;
        }

        @Override
        public T reduceInto(T value1, T value2) {
            Object second = field.get(value2);
            return compare(second, field.get(value1)) * sign > 0 ? field.set(value1, second) : value1;
        }
    }

    /** Keeps one of the elements as it is. */
    private record ExtremeBy<T>(FieldAccess<T> field, int sign, boolean first) implements ReduceFunction<T> {
        @Override
        public T reduce(T value1, T value2) {
            int order = Integer.signum(compare(field.get(value2), field.get(value1))) * sign;
            return order > 0 || order == 0 && !first ? value2 : value1;
        }
    }

    @SuppressWarnings("unchecked") // the field's class was checked to be comparable with itself
    private static int compare(Object left, Object right) {
        return Integer.signum(((Comparable<Object>) left).compareTo(right));
    }
}
