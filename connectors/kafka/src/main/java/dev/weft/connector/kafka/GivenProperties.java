package dev.weft.connector.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Properties that a program gives to a client of Kafka: how they are taken over, and what there is to warn of. */
public final class GivenProperties {

    private GivenProperties() {}

    /**
     * All properties as texts, those of the defaults too. Numbers, booleans and classes become the text that Kafka reads.
     *
     * @throws IllegalArgumentException when a key is no text, or a value is of another kind
     */
    public static Map<String, String> texts(Properties given) {
        Map<String, String> texts = new TreeMap<>();
        given.stringPropertyNames().forEach(key -> texts.put(key, given.getProperty(key)));
        given.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException(
                        "the key of a Kafka property must be a text, not " + key + " of " + key.getClass());
            }
            texts.put(name, text(name, value));
        });
        return texts;
    }

    private static String text(String key, Object value) {
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new IllegalArgumentException("the value of the Kafka property " + key + " is of " + value.getClass()
                + "; it must be a text, a number, a boolean or a class");
    }

    /**
     * One line for each property that was given and does nothing.
     *
     * @param part of the connector, such as "Kafka source"
     * @param reasons why, by key
     */
    public static List<String> withoutEffect(String part, Properties given, Map<String, String> reasons) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(reasons).forEach((key, reason) -> {
            String value = given.getProperty(key);
            if (value != null) {
                lines.add("Property " + key + " = '" + value + "' of the " + part + " has no effect: " + reason);
            }
        });
        return lines;
    }

    /**
     * A line that names the properties which Kafka does not define, without their values, which may be secret; none when it defines
     * all. They are no error: classes that are named in other properties may read them.
     *
     * @param part of the connector, such as "Kafka source"
     * @param defined the keys of the client and of the part
     */
    public static List<String> notDefined(String part, Properties given, Collection<String> defined) {
        Set<String> others = new TreeSet<>(given.stringPropertyNames());
        others.removeAll(Set.copyOf(defined));
        others.removeAll(AdminClientConfig.configNames());
        return others.isEmpty()
                ? List.of()
                : List.of("Kafka does not define these properties of the " + part + ": " + String.join(", ", others)
                        + "; check their names. They are handed to Kafka's client, in case a class that it"
                        + " loads reads them");
    }
}
