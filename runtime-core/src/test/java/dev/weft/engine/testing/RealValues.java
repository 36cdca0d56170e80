package dev.weft.engine.testing;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.EvictingQueue;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Multimap;
import com.google.common.collect.Range;
import com.google.common.collect.TreeMultimap;
import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.Period;
import scala.collection.immutable.Nil$;

/** Values of many libraries that only the generic fallback serializer handles. */
public final class RealValues {

    /**
     * One of them.
     *
     * @param shown what must be the same of a value and of what comes back of it
     */
    public record Case(String name, Supplier<Object> make, Function<Object, Object> shown) {

        @Override
        public String toString() {
            return name;
        }
    }

    private RealValues() {}

    private static Case equal(String name, Supplier<Object> make) {
        return new Case(name, make, value -> value);
    }

    @SuppressWarnings("unchecked") // the case makes what it shows
    private static <T> Case shown(String name, Supplier<T> make, Function<T, Object> shown) {
        return new Case(name, make::get, value -> shown.apply((T) value));
    }

    public static Stream<Case> all() {
        return Stream.of(ofThePlatform(), collections(), ofUsers(), ofLibraries())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> ofThePlatform() {
        return Stream.of(
                shown("a byte buffer", () -> buffer(ByteBuffer.allocate(16)), RealValues::shownBuffer),
                shown(
                        "a byte buffer in direct memory",
                        () -> buffer(ByteBuffer.allocateDirect(16)),
                        RealValues::shownBuffer),
                shown("a slice", () -> buffer(ByteBuffer.allocate(16)).slice(), RealValues::shownBuffer),
                shown(
                        "a read-only byte buffer",
                        () -> buffer(ByteBuffer.allocate(16)).asReadOnlyBuffer(),
                        RealValues::shownBuffer),
                equal("a path", () -> Path.of("/tmp/a b/c")),
                equal("an entry", () -> Map.entry("a", 1)),
                equal("a simple entry", () -> new AbstractMap.SimpleEntry<>("a", null)),
                equal("an immutable entry", () -> new AbstractMap.SimpleImmutableEntry<>("a", List.of(1))),
                equal(
                        "an entry of a hash map",
                        () -> new HashMap<>(Map.of("a", 1))
                                .entrySet()
                                .iterator()
                                .next()),
                equal("an entry of a tree map", () -> new TreeMap<>(Map.of("a", 1)).firstEntry()),
                shown("int statistics", () -> statistics(new IntSummaryStatistics(), 3, -1), Object::toString),
                shown("no int statistics", IntSummaryStatistics::new, Object::toString),
                shown("long statistics", () -> statistics(new LongSummaryStatistics(), 3, -1), Object::toString),
                shown("double statistics", () -> statistics(0.1, 0.2, 0.3), Object::toString),
                shown(
                        "infinite statistics",
                        () -> statistics(Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY),
                        Object::toString),
                shown("statistics of no number", () -> statistics(1, Double.NaN), Object::toString),
                shown("an encoder", Base64::getEncoder, RealValues::encoded),
                shown(
                        "an encoder for URLs without padding",
                        () -> Base64.getUrlEncoder().withoutPadding(),
                        RealValues::encoded),
                shown("an encoder for mail", Base64::getMimeEncoder, RealValues::encoded),
                equal("a decoder", Base64::getUrlDecoder),
                equal("a locale with a script", () -> Locale.forLanguageTag("zh-Hant-TW")),
                equal("a locale", () -> Locale.GERMANY),
                equal("a calendar", () -> new GregorianCalendar(2024, 1, 29, 12, 0)),
                equal("a zone", () -> ZoneId.of("Europe/Berlin")),
                equal("a time zone", () -> TimeZone.getTimeZone("Asia/Tokyo")),
                equal("an id", () -> new UUID(1, 2)),
                equal("an optional", () -> Optional.of(List.of(1))),
                shown("a counter", () -> new AtomicLong(7), Object::toString),
                shown("a builder of text", () -> new StringBuilder("abc"), Object::toString),
                equal("bits", () -> BitSet.valueOf(new long[] {5, 1})),
                shown(
                        "an exception",
                        () -> new IllegalStateException("why", new IOException("cause")),
                        e -> e.getMessage() + e.getCause().getMessage()),
                shown("an object of no class of its own", Object::new, Object::getClass));
    }

    private static ByteBuffer buffer(ByteBuffer empty) {
        return empty.order(ByteOrder.LITTLE_ENDIAN)
                .put("0123456789".getBytes(StandardCharsets.US_ASCII))
                .flip()
                .position(3);
    }

    private static Object shownBuffer(ByteBuffer buffer) {
        return List.of(
                buffer.capacity(),
                buffer.position(),
                buffer.limit(),
                buffer.order(),
                buffer.isReadOnly(),
                StandardCharsets.US_ASCII.decode(buffer.duplicate().rewind()).toString());
    }

    private static IntSummaryStatistics statistics(IntSummaryStatistics statistics, int... values) {
        for (int value : values) {
            statistics.accept(value);
        }
        return statistics;
    }

    private static LongSummaryStatistics statistics(LongSummaryStatistics statistics, long... values) {
        for (long value : values) {
            statistics.accept(value);
        }
        return statistics;
    }

    private static DoubleSummaryStatistics statistics(double... values) {
        DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
        for (double value : values) {
            statistics.accept(value);
        }
        return statistics;
    }

    private static String encoded(Base64.Encoder encoder) {
        byte[] bytes = new byte[61];
        Arrays.fill(bytes, (byte) 0xff);
        return encoder.encodeToString(bytes);
    }

    private static Stream<Case> collections() {
        return Stream.of(
                equal("an enum map", () -> new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1))),
                equal("an empty enum map", () -> new EnumMap<DayOfWeek, String>(DayOfWeek.class)),
                equal("an enum set", () -> EnumSet.of(DayOfWeek.FRIDAY)),
                shown("a concurrent set", () -> filled(ConcurrentHashMap.newKeySet()), set -> {
                    boolean grows = set.add("new");
                    return List.of(grows, new TreeSet<>(set));
                }),
                equal(
                        "a sorted set of a concurrent list",
                        () -> filled(new ConcurrentSkipListSet<>(Comparator.reverseOrder()))),
                shown(
                        "a bounded queue",
                        () -> filled(new ArrayBlockingQueue<>(5)),
                        queue -> queue.remainingCapacity() + queue.toString()),
                shown(
                        "a linked bounded queue",
                        () -> filled(new LinkedBlockingQueue<>(5)),
                        queue -> queue.remainingCapacity() + queue.toString()),
                shown("a deque", () -> filled(new ArrayDeque<>()), Object::toString),
                shown(
                        "a priority queue",
                        () -> filled(new PriorityQueue<>(Comparator.<String>reverseOrder())),
                        PriorityQueue::peek),
                equal("a list for many threads", () -> filled(new CopyOnWriteArrayList<>())),
                shown("properties over others", RealValues::properties, properties -> properties.getProperty("below")),
                shown(
                        "a set by identity",
                        () -> {
                            Set<String> set = Collections.newSetFromMap(new IdentityHashMap<>());
                            set.add(new String("a"));
                            set.add(new String("a"));
                            return set;
                        },
                        Set::size),
                shown(
                        "an unmodifiable map that ignores case",
                        () -> {
                            Map<String, Integer> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                            map.put("a", 1);
                            return Collections.unmodifiableMap(map);
                        },
                        map -> map.get("A")),
                shown(
                        "an unmodifiable navigable map",
                        () -> Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of(1, 2))),
                        map -> map.firstEntry().getValue()),
                equal("an unmodifiable list", () -> Collections.unmodifiableList(filled(new ArrayList<>()))),
                shown(
                        "an unmodifiable collection",
                        () -> Collections.unmodifiableCollection(filled(new ArrayList<>())),
                        Object::toString),
                equal("a list of copies", () -> Collections.nCopies(3, "x")),
                equal("a part of a list", () -> filled(new ArrayList<>()).subList(1, 2)),
                equal("the keys of a map", () -> new LinkedHashMap<>(Map.of("a", 1)).keySet()),
                shown("the values of a map", () -> new LinkedHashMap<>(Map.of("a", 1)).values(), Object::toString),
                shown("the head of a map", () -> new TreeMap<>(Map.of(1, 1, 2, 2)).headMap(2), Object::toString),
                shown(
                        "a tree map with a serializable lambda",
                        () -> {
                            TreeMap<String, Integer> map =
                                    new TreeMap<>((Comparator<String> & Serializable) (a, b) -> b.compareTo(a));
                            map.putAll(Map.of("a", 1, "b", 2));
                            return map;
                        },
                        map -> {
                            map.put("c", 3);
                            return map.toString();
                        }),
                shown(
                        "a tree set by a getter",
                        () -> new TreeSet<>(Set.of("aa", "b")).descendingSet(),
                        Object::toString));
    }

    private static <C extends Collection<String>> C filled(C collection) {
        collection.addAll(List.of("b", "a", "c"));
        return collection;
    }

    private static Properties properties() {
        Properties defaults = new Properties();
        defaults.setProperty("below", "found");
        Properties properties = new Properties(defaults);
        properties.setProperty("own", "x");
        return properties;
    }

    private static Stream<Case> ofUsers() {
        return Stream.of(
                shown(
                        "a subclass of ArrayList with a field",
                        () -> filled(new NamedList("n")),
                        list -> list.name + list),
                shown(
                        "a subclass of HashMap with a field",
                        () -> {
                            NamedMap map = new NamedMap("n");
                            map.put("a", new Plain(1));
                            return map;
                        },
                        map -> map.name + map.get("a").number),
                equal("a list whose constructor adds", Growing::new),
                shown("transient content with its own writeObject", () -> new Own("x"), own -> own.content),
                shown("an externalizable object", () -> new External("x"), external -> external.content),
                shown("what a proxy stands for", () -> new Replaced(3), replaced -> replaced.number),
                shown("a one-of-a-kind", () -> Single.ONE, single -> single == Single.ONE),
                shown(
                        "a list that is not Serializable, of objects that are not",
                        () -> new View(List.of(new Plain(1), new Plain(2))),
                        view -> view.get(1).number),
                shown(
                        "an immutable list of objects that are not Serializable",
                        () -> ImmutableList.of(new Plain(1), new Plain(2)),
                        list -> list.get(1).number),
                shown("a subclass of Date with a field", () -> new Marked(5, "m"), date -> date.getTime() + date.mark),
                shown("an exception with a field", () -> new Coded(7), coded -> coded.code + coded.getMessage()));
    }

    /** Not Serializable. */
    public static final class Plain {
        private final int number;

        Plain(int number) {
            this.number = number;
        }
    }

    /** Has a field beside its elements. */
    public static final class NamedList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private final String name;

        NamedList(String name) {
            this.name = name;
        }
    }

    /** Has a field beside its entries. */
    public static final class NamedMap extends HashMap<String, Plain> {
        private static final long serialVersionUID = 1L;
        private final String name;

        NamedMap(String name) {
            this.name = name;
        }
    }

    /** Is never empty. */
    public static final class Growing extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        public Growing() {
            add("first");
        }
    }

    /** Keeps its content out of sight. */
    public static final class Own implements Serializable {
        private static final long serialVersionUID = 1L;
        private transient String content;

        Own(String content) {
            this.content = content;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeUTF(content);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            content = in.readUTF();
        }
    }

    /** Writes itself. */
    public static final class External implements Externalizable {
        private transient String content;

        public External() {}

        External(String content) {
            this.content = content;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeUTF(content);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            content = in.readUTF();
        }
    }

    /** Is written as another object. */
    public static final class Replaced implements Serializable {
        private static final long serialVersionUID = 1L;
        private final transient int number;

        Replaced(int number) {
            this.number = number;
        }

        private Object writeReplace() {
            return new Proxy(number);
        }

        /** What is written. */
        private record Proxy(int number) implements Serializable {
            private Object readResolve() {
                return new Replaced(number);
            }
        }
    }

    /** There is only one. */
    public static final class Single implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final Single ONE = new Single();

        private Object readResolve() {
            return ONE;
        }
    }

    /** A list over another. */
    public static final class View extends AbstractList<Plain> {
        private final List<Plain> below;

        View(List<Plain> below) {
            this.below = new ArrayList<>(below);
        }

        @Override
        public Plain get(int index) {
            return below.get(index);
        }

        @Override
        public int size() {
            return below.size();
        }
    }

    /** Has a field beside its time. */
    public static final class Marked extends Date {
        private static final long serialVersionUID = 1L;
        private final String mark;

        Marked(long time, String mark) {
            super(time);
            this.mark = mark;
        }
    }

    /** Has a field beside its message. */
    public static final class Coded extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Coded(int code) {
            super("code");
            this.code = code;
        }
    }

    private static Stream<Case> ofLibraries() {
        return Stream.of(
                equal("Guava: an immutable list", () -> ImmutableList.of("a", 1)),
                equal("Guava: an immutable set", () -> ImmutableSet.of("b", "a")),
                equal(
                        "Guava: an immutable map",
                        () -> ImmutableMap.of("a", ImmutableList.of(1), "b", ImmutableList.of())),
                equal("Guava: an immutable two-way map", () -> ImmutableBiMap.of("a", 1)),
                shown(
                        "Guava: an immutable sorted map",
                        () -> ImmutableSortedMap.orderedBy(Comparator.<String>reverseOrder())
                                .put("a", 1)
                                .put("b", 2)
                                .build(),
                        Object::toString),
                equal("Guava: an immutable sorted set", () -> ImmutableSortedSet.of(2, 1)),
                equal("Guava: an immutable multimap of lists", () -> ImmutableListMultimap.of("a", 1, "a", 1)),
                equal("Guava: an immutable multimap of sets", () -> ImmutableSetMultimap.of("a", 1, "a", 2)),
                equal("Guava: a multimap of sets", () -> filled(HashMultimap.create())),
                equal("Guava: a multimap of lists", () -> filled(ArrayListMultimap.create())),
                equal("Guava: a multimap in order", () -> filled(LinkedHashMultimap.create())),
                equal("Guava: a sorted multimap", () -> filled(TreeMultimap.create())),
                equal("Guava: a two-way map", () -> HashBiMap.create(Map.of("a", 1))),
                shown(
                        "Guava: a queue that forgets",
                        () -> filled(EvictingQueue.create(3)),
                        queue -> queue.remainingCapacity() + queue.toString()),
                equal("Guava: a multiset", () -> filled(HashMultiset.create())),
                equal("Guava: a table", () -> {
                    HashBasedTable<String, String, Integer> table = HashBasedTable.create();
                    table.put("r", "c", 1);
                    return table;
                }),
                equal("Guava: a range", () -> Range.closed(1, 5)),
                equal("Guava: an optional", () -> com.google.common.base.Optional.of("x")),
                equal("Joda: a date", () -> new org.joda.time.LocalDate(2024, 2, 29)),
                equal("Joda: a date and time", () -> new org.joda.time.LocalDateTime(2024, 2, 29, 1, 2)),
                equal(
                        "Joda: a moment in a zone",
                        () -> new DateTime(2024, 2, 29, 1, 2, DateTimeZone.forID("Europe/Berlin"))),
                equal("Joda: a period", () -> Period.hours(5).withMinutes(3)),
                equal("Joda: a duration", () -> org.joda.time.Duration.standardDays(2)),
                equal("Joda: an interval", () -> new org.joda.time.Interval(0, 5)),
                equal("Protobuf: a struct", RealValues::struct),
                equal(
                        "Protobuf: a timestamp",
                        () -> Timestamp.newBuilder().setSeconds(5).build()),
                equal("Protobuf: bytes", () -> ByteString.copyFromUtf8("abc")),
                equal("Avro: a generic record", RealValues::avro),
                shown(
                        "Avro: text stays the class it was",
                        RealValues::avro,
                        record -> List.of(
                                record.get("name").getClass(),
                                ((List<?>) record.get("tags")).get(0).getClass())),
                equal("Avro: a specific record", () -> new AvroPoint(5)),
                equal("Avro: a schema", () -> SCHEMA),
                equal("Scala: a list", () -> Nil$.MODULE$.$colon$colon("b").$colon$colon("a")),
                equal("Scala: an empty list", () -> Nil$.MODULE$),
                equal("Scala: an option", () -> scala.Option.apply("x")),
                shown("Scala: no option", () -> scala.Option.apply(null), option -> option == scala.Option.empty()),
                equal(
                        "Scala: a map",
                        () -> scala.collection.immutable.Map$.MODULE$.empty().updated("a", 1)),
                equal("Scala: a pair", () -> new scala.Tuple2<>("a", 1)));
    }

    private static <M extends Multimap<String, Integer>> M filled(M map) {
        map.put("a", 1);
        map.put("a", 2);
        map.put("b", 1);
        return map;
    }

    private static Struct struct() {
        return Struct.newBuilder()
                .putFields("a", Value.newBuilder().setNumberValue(1.5).build())
                .build();
    }

    private static final Schema SCHEMA = new Schema.Parser().parse("""
        {"type": "record", "name": "User", "namespace": "dev.weft.engine.testing", "fields": [
          {"name": "name", "type": "string"},
          {"name": "age", "type": ["null", "int"], "default": null},
          {"name": "tags", "type": {"type": "array", "items": "string"}},
          {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
          {"name": "code", "type": {"type": "fixed", "name": "Code", "size": 2}}]}\
        """);

    private static GenericData.Record avro() {
        GenericData.Record record = new GenericData.Record(SCHEMA);
        record.put("name", "Ann");
        record.put("age", 30);
        GenericData.Array<Object> tags =
                new GenericData.Array<>(2, SCHEMA.getField("tags").schema());
        tags.add(new org.apache.avro.util.Utf8("x"));
        record.put("tags", tags);
        record.put("kind", new GenericData.EnumSymbol(SCHEMA.getField("kind").schema(), "B"));
        record.put("code", new GenericData.Fixed(SCHEMA.getField("code").schema(), new byte[] {1, 2}));
        return record;
    }
}
