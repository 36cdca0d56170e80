package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.engine.testing.CompiledClasses;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * State migration of random classes with random changes, against a model that is a map of names and values. Enough
 * values are written that generated code writes most of them.
 */
class RandomEvolutionTest {
    private static final int CLASSES = 40;
    private static final int VALUES = 40;
    private static final int VALUES_OF_GENERATED_CODE = 1_500;

    private static final List<String> TYPES = List.of(
            "byte",
            "short",
            "int",
            "long",
            "float",
            "double",
            "boolean",
            "char",
            "Integer",
            "Long",
            "Double",
            "String",
            "List<Integer>",
            "int[]",
            "String[]",
            "java.time.Instant");
    private static final Map<String, List<String>> WIDER = Map.of(
            "byte", List.of("short", "int", "long", "float", "double", "Long"),
            "short", List.of("int", "long", "double", "Double"),
            "int", List.of("long", "double", "Integer"),
            "float", List.of("double"),
            "Integer", List.of("Long", "Double"));

    /** A class as its fields' names and types, in order. */
    private record Schema(boolean isRecord, LinkedHashMap<String, String> fields) {

        static Schema random(Random random) {
            LinkedHashMap<String, String> fields = new LinkedHashMap<>();
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                fields.put("f" + random.nextInt(1_000), TYPES.get(random.nextInt(TYPES.size())));
            }
            return new Schema(random.nextBoolean(), fields);
        }

        Schema changed(Random random) {
            List<String> names = new ArrayList<>(fields.keySet());
            names.removeIf(name -> random.nextInt(4) == 0);
            if (random.nextBoolean()) {
                names.add("g" + random.nextInt(1_000));
            }
            if (names.isEmpty()) {
                names.add("g");
            }
            if (random.nextBoolean()) {
                Collections.shuffle(names, random);
            }
            LinkedHashMap<String, String> changed = new LinkedHashMap<>();
            for (String name : names) {
                String type = fields.getOrDefault(name, TYPES.get(random.nextInt(TYPES.size())));
                List<String> wider = WIDER.getOrDefault(type, List.of());
                changed.put(
                        name, wider.isEmpty() || random.nextBoolean() ? type : wider.get(random.nextInt(wider.size())));
            }
            return new Schema(random.nextInt(5) == 0 ? !isRecord : isRecord, changed);
        }

        String source(String name) {
            StringBuilder text = new StringBuilder("import java.util.*; public ");
            List<String> declared = fields.entrySet().stream()
                    .map(f -> f.getValue() + " " + f.getKey())
                    .toList();
            return isRecord
                    ? text.append("record ")
                            .append(name)
                            .append('(')
                            .append(String.join(", ", declared))
                            .append(") {}")
                            .toString()
                    : text.append("class ")
                            .append(name)
                            .append(" { public ")
                            .append(String.join("; public ", declared))
                            .append("; }")
                            .toString();
        }

        Map<String, Object> values(Random random) {
            Map<String, Object> values = new HashMap<>();
            fields.forEach((name, type) -> values.put(name, value(type, random)));
            return values;
        }

        /** What becomes of older values. */
        Map<String, Object> expected(Map<String, Object> older) {
            Map<String, Object> expected = new HashMap<>();
            fields.forEach((name, type) ->
                    expected.put(name, older.containsKey(name) ? comparable(as(type, older.get(name))) : zero(type)));
            return expected;
        }
    }

    private static Object value(String type, Random random) {
        boolean isNull = Character.isUpperCase(type.charAt(0)) && random.nextInt(4) == 0;
        return isNull
                ? null
                : switch (type) {
                    case "byte" -> (byte) random.nextInt();
                    case "short" -> (short) random.nextInt();
                    case "int", "Integer" -> random.nextInt();
                    case "long", "Long" -> random.nextLong();
                    case "float" -> random.nextFloat();
                    case "double", "Double" -> random.nextDouble();
                    case "boolean" -> random.nextBoolean();
                    case "char" -> (char) random.nextInt();
                    case "String" -> "text" + random.nextInt();
                    case "List<Integer>" -> new ArrayList<>(Arrays.asList(random.nextInt(), null));
                    case "int[]" -> random.ints(3).toArray();
                    case "String[]" -> new String[] {"a", null};
                    default -> java.time.Instant.ofEpochSecond(random.nextInt());
                };
    }

    private static Object as(String type, Object value) {
        if (!(value instanceof Number number)) {
            return value;
        }
        return switch (type) {
            case "short" -> number.shortValue();
            case "int", "Integer" -> number.intValue();
            case "long", "Long" -> number.longValue();
            case "float" -> number.floatValue();
            case "double", "Double" -> number.doubleValue();
            default -> number;
        };
    }

    private static Object zero(String type) {
        return switch (type) {
            case "byte" -> (byte) 0;
            case "short" -> (short) 0;
            case "int" -> 0;
            case "long" -> 0L;
            case "float" -> 0f;
            case "double" -> 0d;
            case "boolean" -> false;
            case "char" -> (char) 0;
            default -> null;
        };
    }

    private static Object make(Class<?> type, Map<String, Object> values) throws Exception {
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            Object[] arguments =
                    Arrays.stream(components).map(c -> values.get(c.getName())).toArray();
            return type.getConstructors()[0].newInstance(arguments);
        }
        Object value = type.getConstructor().newInstance();
        for (Field field : type.getFields()) {
            field.set(value, values.get(field.getName()));
        }
        return value;
    }

    private static Map<String, Object> fieldsOf(Object value) throws Exception {
        Map<String, Object> fields = new HashMap<>();
        for (Field field : value.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            fields.put(field.getName(), comparable(field.get(value)));
        }
        return fields;
    }

    private static Object comparable(Object value) {
        if (value instanceof int[] ints) {
            return Arrays.stream(ints).boxed().toList();
        }
        return value instanceof Object[] array ? Arrays.asList(array) : value;
    }

    private static TypeSerializer<Object> serializer(Class<Object> type) {
        return TypeExtractor.createTypeInfo(type).createSerializer(new SerializerSettings());
    }

    @Test
    void whateverChangesOldValuesAreReadAsTheModelSays() throws Exception {
        Random random = new Random(20);
        List<Schema> before = new ArrayList<>();
        List<Schema> now = new ArrayList<>();
        Map<String, String> oldSources = new HashMap<>();
        Map<String, String> newSources = new HashMap<>();
        for (int i = 0; i < CLASSES; i++) {
            before.add(Schema.random(random));
            now.add(before.get(i).changed(random));
            oldSources.put("C" + i, before.get(i).source("C" + i));
            newSources.put("C" + i, now.get(i).source("C" + i));
        }
        CompiledClasses oldClasses = CompiledClasses.of(oldSources);
        CompiledClasses newClasses = CompiledClasses.of(newSources);
        for (int i = 0; i < CLASSES; i++) {
            check(oldClasses.type("C" + i), before.get(i), newClasses.type("C" + i), now.get(i), random, i % 8 == 0);
        }
    }

    private static void check(
            Class<Object> oldType, Schema before, Class<Object> newType, Schema now, Random random, boolean generated)
            throws Exception {
        List<Map<String, Object>> model = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < (generated ? VALUES_OF_GENERATED_CODE : VALUES); i++) {
            model.add(before.values(random));
            values.add(make(oldType, model.get(i)));
        }
        Migration state = Migration.written(serializer(oldType), values);
        TypeSerializer<Object> newer = serializer(newType);
        TypeSerializerSchemaCompatibility<Object> answer = state.askedBy(newer, newType.getClassLoader());
        assertThat(answer.isIncompatible()).as(answer.toString()).isFalse();
        Object[] read = answer.isCompatibleAfterMigration()
                ? state.migratedTo(newer, newType.getClassLoader())
                : state.readBy(newer);
        Object[] restored =
                state.readBy(state.snapshot(newType.getClassLoader()).restoreSerializer());
        for (int i = 0; i < read.length; i++) {
            String told = before.source("Old") + " to " + now.source("New");
            Map<String, Object> expected = now.expected(model.get(i));
            assertThat(fieldsOf(read[i])).as(told).isEqualTo(expected);
            assertThat(fieldsOf(restored[i])).as(told).isEqualTo(expected);
        }
    }
}
