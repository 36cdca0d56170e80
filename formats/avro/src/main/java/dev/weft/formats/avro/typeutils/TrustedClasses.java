package dev.weft.formats.avro.typeutils;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro which classes it may make: those that the program has named, and those in their schemas. Avro makes no class that
 * only data name, and from 1.12.2 on counts the program's own among them. For any thread.
 */
final class TrustedClasses {

    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                type -> NAMES.contains(type.getName()), ClassSecurityValidator.getGlobal()));
    }

    private TrustedClasses() {}

    /** @param schema comes from the class, not from data */
    static void add(Class<?> type, Schema schema) {
        if (NAMES.add(type.getName())) {
            addNamesIn(schema, new HashSet<>());
        }
    }

    private static void addNamesIn(Schema schema, Set<Schema> seen) {
        for (String property : new String[] {"java-class", "java-element-class", "java-key-class"}) {
            if (schema.getProp(property) != null) {
                NAMES.add(schema.getProp(property));
            }
        }
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema)) {
                    NAMES.add(SpecificData.getClassName(schema));
                    schema.getFields().forEach(field -> addNamesIn(field.schema(), seen));
                }
            }
            case ENUM, FIXED -> NAMES.add(SpecificData.getClassName(schema));
            case ARRAY -> addNamesIn(schema.getElementType(), seen);
            case MAP -> addNamesIn(schema.getValueType(), seen);
            case UNION -> schema.getTypes().forEach(branch -> addNamesIn(branch, seen));
            default -> {
                // a plain value has no class of its own
            }
        }
    }
}
