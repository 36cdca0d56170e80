package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.FlatJoinFunction;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.Function;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.functions.JoinFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.Partitioner;
import dev.weft.api.common.typeinfo.TypeInfoFactory;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.types.Row;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds type information by reflection: of classes and types, of values, and of what functions return. Where a type is not
 * there to be found (the body of a lambda keeps no type parameters) an {@link InvalidTypesException} says so.
 */
@Public
public class TypeExtractor {

    /** For a lambda whose output is its result. */
    public static final int[] NO_INDEX = {};

    private static final int[] COLLECTOR_OF_SECOND = {1, 0};
    private static final int[] COLLECTOR_OF_THIRD = {2, 0};

    /** For subclasses, which add static methods of their own. */
    protected TypeExtractor() {}

    /** Names the factory of the type information of a class, for all extraction from now on. */
    public static void registerFactory(Type type, Class<? extends TypeInfoFactory<?>> factory) {
        Factories.register(TypeBindings.rawClass(type), factory);
    }

    /**
     * Finds the type of what a map function returns.
     *
     * @throws InvalidTypesException if it can't be found out; a lambda, for one, keeps no type arguments of its output
     */
    @PublicEvolving
    public static <IN, OUT> TypeInformation<OUT> getMapReturnTypes(
            MapFunction<IN, OUT> mapInterface, TypeInformation<IN> inType) {
        return getMapReturnTypes(mapInterface, inType, null, false);
    }

    /**
     * Finds the type of what a map function returns.
     *
     * @param inType the type of the input, for output types that depend on it; null if not known
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <IN, OUT> TypeInformation<OUT> getMapReturnTypes(
            MapFunction<IN, OUT> mapInterface, TypeInformation<IN> inType, String functionName, boolean allowMissing) {
        return getUnaryOperatorReturnType(
                mapInterface, MapFunction.class, 0, 1, NO_INDEX, inType, functionName, allowMissing);
    }

    /**
     * Finds the type of what a flat-map function collects.
     *
     * @throws InvalidTypesException if it can't be found out; a lambda, for one, keeps no type arguments of its output
     */
    @PublicEvolving
    public static <IN, OUT> TypeInformation<OUT> getFlatMapReturnTypes(
            FlatMapFunction<IN, OUT> flatMapInterface, TypeInformation<IN> inType) {
        return getFlatMapReturnTypes(flatMapInterface, inType, null, false);
    }

    /**
     * Finds the type of what a flat-map function collects.
     *
     * @param inType the type of the input, for output types that depend on it; null if not known
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <IN, OUT> TypeInformation<OUT> getFlatMapReturnTypes(
            FlatMapFunction<IN, OUT> flatMapInterface,
            TypeInformation<IN> inType,
            String functionName,
            boolean allowMissing) {
        return getUnaryOperatorReturnType(
                flatMapInterface, FlatMapFunction.class, 0, 1, COLLECTOR_OF_SECOND, inType, functionName, allowMissing);
    }

    /**
     * Finds the type of the accumulators of an aggregate function.
     *
     * @param inType the type of the input, for output types that depend on it; null if not known
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <IN, ACC> TypeInformation<ACC> getAggregateFunctionAccumulatorType(
            AggregateFunction<IN, ACC, ?> function,
            TypeInformation<IN> inType,
            String functionName,
            boolean allowMissing) {
        return getUnaryOperatorReturnType(
                function, AggregateFunction.class, 0, 1, NO_INDEX, inType, functionName, allowMissing);
    }

    /**
     * Finds the type of the results of an aggregate function.
     *
     * @param inType the type of the input, for output types that depend on it; null if not known
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <IN, OUT> TypeInformation<OUT> getAggregateFunctionReturnType(
            AggregateFunction<IN, ?, OUT> function,
            TypeInformation<IN> inType,
            String functionName,
            boolean allowMissing) {
        return getUnaryOperatorReturnType(
                function, AggregateFunction.class, 0, 2, NO_INDEX, inType, functionName, allowMissing);
    }

    /**
     * Finds the type of what a join function collects.
     *
     * @param in1Type the type of the first input, for output types that depend on it; null if not known
     * @param in2Type the same of the second input
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <IN1, IN2, OUT> TypeInformation<OUT> getFlatJoinReturnTypes(
            FlatJoinFunction<IN1, IN2, OUT> joinInterface,
            TypeInformation<IN1> in1Type,
            TypeInformation<IN2> in2Type,
            String functionName,
            boolean allowMissing) {
        return getBinaryOperatorReturnType(
                joinInterface,
                FlatJoinFunction.class,
                0,
                1,
                2,
                COLLECTOR_OF_THIRD,
                in1Type,
                in2Type,
                functionName,
                allowMissing);
    }

    /**
     * Finds the type of what a join function returns.
     *
     * @param in1Type the type of the first input, for output types that depend on it; null if not known
     * @param in2Type the same of the second input
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <IN1, IN2, OUT> TypeInformation<OUT> getJoinReturnTypes(
            JoinFunction<IN1, IN2, OUT> joinInterface,
            TypeInformation<IN1> in1Type,
            TypeInformation<IN2> in2Type,
            String functionName,
            boolean allowMissing) {
        return getBinaryOperatorReturnType(
                joinInterface, JoinFunction.class, 0, 1, 2, NO_INDEX, in1Type, in2Type, functionName, allowMissing);
    }

    /**
     * Finds the type of what a co-group function collects.
     *
     * @param in1Type the type of the first input, for output types that depend on it; null if not known
     * @param in2Type the same of the second input
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <IN1, IN2, OUT> TypeInformation<OUT> getCoGroupReturnTypes(
            CoGroupFunction<IN1, IN2, OUT> coGroupInterface,
            TypeInformation<IN1> in1Type,
            TypeInformation<IN2> in2Type,
            String functionName,
            boolean allowMissing) {
        return getBinaryOperatorReturnType(
                coGroupInterface,
                CoGroupFunction.class,
                0,
                1,
                2,
                COLLECTOR_OF_THIRD,
                in1Type,
                in2Type,
                functionName,
                allowMissing);
    }

    /**
     * Finds the type of the keys of a selector.
     *
     * @throws InvalidTypesException if it can't be found out; a lambda, for one, keeps no type arguments of its output
     */
    @PublicEvolving
    public static <IN, OUT> TypeInformation<OUT> getKeySelectorTypes(
            KeySelector<IN, OUT> selectorInterface, TypeInformation<IN> inType) {
        return getKeySelectorTypes(selectorInterface, inType, null, false);
    }

    /**
     * Finds the type of the keys of a selector.
     *
     * @param inType the type of the input, for output types that depend on it; null if not known
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <IN, OUT> TypeInformation<OUT> getKeySelectorTypes(
            KeySelector<IN, OUT> selectorInterface,
            TypeInformation<IN> inType,
            String functionName,
            boolean allowMissing) {
        return getUnaryOperatorReturnType(
                selectorInterface, KeySelector.class, 0, 1, NO_INDEX, inType, functionName, allowMissing);
    }

    /**
     * Finds the type of the keys that a partitioner takes.
     *
     * @throws InvalidTypesException if it can't be found out; a lambda, for one, keeps no type arguments of its output
     */
    @PublicEvolving
    public static <T> TypeInformation<T> getPartitionerTypes(Partitioner<T> partitioner) {
        return getPartitionerTypes(partitioner, null, false);
    }

    /**
     * Finds the type of the keys that a partitioner takes.
     *
     * @param functionName names the function in messages; null to name its class
     * @param allowMissing whether to return a {@link MissingTypeInfo} where the type can't be found out
     * @throws InvalidTypesException if it can't be found out and that is not allowed
     */
    @PublicEvolving
    public static <T> TypeInformation<T> getPartitionerTypes(
            Partitioner<T> partitioner, String functionName, boolean allowMissing) {
        return getUnaryOperatorReturnType(
                partitioner, Partitioner.class, -1, 0, new int[] {0}, null, functionName, allowMissing);
    }

    /**
     * Finds the output type of a function of one input.
     *
     * @param baseClass the function's interface or class in the API
     * @param inputTypeArgumentIndex which of its type parameters is the input; -1 if none is
     * @param outputTypeArgumentIndex which of its type parameters is the output
     * @param lambdaOutputTypeArgumentIndices where a lambda has its output: empty for its result, else the parameter, then
     *     the type arguments within
     * @param functionName for messages; null to name the class
     * @param allowMissing return a {@link MissingTypeInfo} instead of throwing
     */
    @PublicEvolving
    public static <IN, OUT> TypeInformation<OUT> getUnaryOperatorReturnType(
            Function function,
            Class<?> baseClass,
            int inputTypeArgumentIndex,
            int outputTypeArgumentIndex,
            int[] lambdaOutputTypeArgumentIndices,
            TypeInformation<IN> inType,
            String functionName,
            boolean allowMissing) {
        return getBinaryOperatorReturnType(
                function,
                baseClass,
                inputTypeArgumentIndex,
                -1,
                outputTypeArgumentIndex,
                lambdaOutputTypeArgumentIndices,
                inType,
                null,
                functionName,
                allowMissing);
    }

    /** As {@link #getUnaryOperatorReturnType}, with two inputs. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // the caller names the parameter whose type it expects
    public static <IN1, IN2, OUT> TypeInformation<OUT> getBinaryOperatorReturnType(
            Function function,
            Class<?> baseClass,
            int input1TypeArgumentIndex,
            int input2TypeArgumentIndex,
            int outputTypeArgumentIndex,
            int[] lambdaOutputTypeArgumentIndices,
            TypeInformation<IN1> in1Type,
            TypeInformation<IN2> in2Type,
            String functionName,
            boolean allowMissing) {
        if (function instanceof ResultTypeQueryable<?> queryable) {
            return (TypeInformation<OUT>) queryable.getProducedType();
        }
        try {
            VariableTypes variables = new VariableTypes();
            Optional<LambdaSignature> lambda = LambdaSignature.of(function);
            if (lambda.isPresent()) {
                Type output = lambda.get().output(lambdaOutputTypeArgumentIndices, methodParameters(baseClass));
                return (TypeInformation<OUT>) new TypeInfoBuilder(variables).build(output);
            }
            TypeBindings bindings = TypeBindings.of(function.getClass());
            learn(variables, bindings, baseClass, input1TypeArgumentIndex, in1Type);
            learn(variables, bindings, baseClass, input2TypeArgumentIndex, in2Type);
            Type output = bindings.argumentOf(baseClass, outputTypeArgumentIndex);
            return (TypeInformation<OUT>) new TypeInfoBuilder(variables).build(output);
        } catch (InvalidTypesException e) {
            String name = functionName == null ? nameOf(function) : functionName;
            InvalidTypesException explained = new InvalidTypesException(
                    "The output type of function '" + name + "' can't be found out: " + e.getMessage() + ". "
                            + (function instanceof KeySelector
                                    ? "Name it as the second argument of keyBy, as in keyBy(selector, Types.TUPLE(...))"
                                    : "Name it by .returns(...) right after the transformation")
                            + ", write the function as a class, or let it implement ResultTypeQueryable",
                    e);
            if (!allowMissing) {
                throw explained;
            }
            return (TypeInformation<OUT>) (TypeInformation<?>) new MissingTypeInfo(name, explained);
        }
    }

    private static void learn(
            VariableTypes variables, TypeBindings bindings, Class<?> base, int argument, TypeInformation<?> actual) {
        if (argument >= 0 && actual != null && !(actual instanceof MissingTypeInfo)) {
            variables.learn(bindings.argumentOf(base, argument), actual);
        }
    }

    private static String nameOf(Object function) {
        String name = function.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : "lambda of " + name.substring(0, lambda);
    }

    private static int methodParameters(Class<?> functionalInterface) {
        return Arrays.stream(functionalInterface.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .mapToInt(Method::getParameterCount)
                .findFirst()
                .orElse(0);
    }

    /** Finds the type information of a class. */
    @SuppressWarnings("unchecked") // the information of a class is of that class
    public static <T> TypeInformation<T> createTypeInfo(Class<T> type) {
        return (TypeInformation<T>) createTypeInfo((Type) type);
    }

    /** Finds the type information of a type. */
    public static TypeInformation<?> createTypeInfo(Type type) {
        return explained(type, new VariableTypes());
    }

    private static TypeInformation<?> explained(Type type, VariableTypes variables) {
        try {
            return new TypeInfoBuilder(variables).build(type);
        } catch (InvalidTypesException e) {
            throw new InvalidTypesException(
                    "The type information of " + type.getTypeName() + " can't be found out: " + e.getMessage(), e);
        }
    }

    /**
     * Finds the type that a class gives to a type parameter of one of its supertypes.
     *
     * @param instance the object, asked first if it knows its produced type
     * @param baseClass the supertype
     * @param clazz the object's class
     * @param returnParamPos position of the type parameter
     */
    @PublicEvolving
    @SuppressWarnings("unchecked") // the caller names the parameter whose type it expects
    public static <OUT> TypeInformation<OUT> createTypeInfo(
            Object instance, Class<?> baseClass, Class<?> clazz, int returnParamPos) {
        if (instance instanceof ResultTypeQueryable<?> queryable) {
            return (TypeInformation<OUT>) queryable.getProducedType();
        }
        return createTypeInfo(baseClass, clazz, returnParamPos, null, null);
    }

    /** As above; the types of two inputs, null where not known, tell about the first two type parameters. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // the caller names the parameter whose type it expects
    public static <IN1, IN2, OUT> TypeInformation<OUT> createTypeInfo(
            Class<?> baseClass,
            Class<?> clazz,
            int returnParamPos,
            TypeInformation<IN1> in1Type,
            TypeInformation<IN2> in2Type) {
        TypeBindings bindings = TypeBindings.of(clazz);
        VariableTypes variables = new VariableTypes();
        learn(variables, bindings, baseClass, 0, in1Type);
        learn(variables, bindings, baseClass, 1, in2Type);
        return (TypeInformation<OUT>) explained(bindings.argumentOf(baseClass, returnParamPos), variables);
    }

    /** Returns what a class gives to a type parameter of one of its supertypes; a type variable if that is open. */
    @PublicEvolving
    public static Type getParameterType(Class<?> baseClass, Class<?> clazz, int pos) {
        return TypeBindings.of(clazz).argumentOf(baseClass, pos);
    }

    /** Finds the type information of a class. */
    public static <X> TypeInformation<X> getForClass(Class<X> clazz) {
        return createTypeInfo(clazz);
    }

    /** Finds the type information of a value: of its class, for tuples also of the values in them. */
    @SuppressWarnings("unchecked") // the information of a value's class is of that class
    public static <X> TypeInformation<X> getForObject(X value) {
        if (value instanceof ResultTypeQueryable<?> queryable) {
            return (TypeInformation<X>) queryable.getProducedType();
        }
        if (value instanceof Tuple tuple && tuple.getClass().getSuperclass() == Tuple.class) {
            TypeInformation<?>[] fields = new TypeInformation<?>[tuple.getArity()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = ofField(tuple.getField(i), "f" + i, tuple);
            }
            return (TypeInformation<X>) new TupleTypeInfo<>(tuple.getClass(), fields);
        }
        if (value instanceof Row row && row.getFieldNames(false) == null) {
            TypeInformation<?>[] fields = new TypeInformation<?>[row.getArity()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = ofField(row.getField(i), "f" + i, row);
            }
            return (TypeInformation<X>) new RowTypeInfo(fields);
        }
        return createTypeInfo((Class<X>) value.getClass());
    }

    private static TypeInformation<?> ofField(Object field, String name, Object whole) {
        if (field == null) {
            throw new InvalidTypesException("The type of " + whole.getClass().getSimpleName() + " " + whole
                    + " can't be found out: field " + name + " is null. Name the type information explicitly");
        }
        return getForObject(field);
    }

    /** Whether a class is a Java record. */
    @PublicEvolving
    public static boolean isRecord(Class<?> clazz) {
        return clazz.isRecord();
    }

    /** Returns the fields of a class and its superclasses that are neither static nor transient. */
    @PublicEvolving
    public static List<Field> getAllDeclaredFields(Class<?> clazz, boolean ignoreDuplicates) {
        List<Field> fields = PojoRules.fieldsOf(clazz);
        long names = fields.stream().map(Field::getName).distinct().count();
        if (!ignoreDuplicates && names != fields.size()) {
            throw new InvalidTypesException("Two fields of " + clazz.getName() + " and its superclasses have one name");
        }
        return fields;
    }
}
