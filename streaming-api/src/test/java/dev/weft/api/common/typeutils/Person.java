package dev.weft.api.common.typeutils;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A POJO with public, private, boxed, nested, generic and inherited fields. */
public class Person extends Named {
    public long id;
    public Double weight;
    public byte[] photo;
    public Map<String, Integer> scores;
    public Named alias;
    private boolean active;
    public transient int cache;

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    static Person random(Random random) {
        Person person = new Person();
        person.id = random.nextLong();
        person.weight = random.nextBoolean() ? null : random.nextDouble();
        person.photo = random.nextBoolean() ? null : new byte[random.nextInt(10)];
        person.scores = random.nextBoolean() ? null : Map.of("a", random.nextInt());
        person.alias = random.nextBoolean() ? null : new Named();
        person.active = random.nextBoolean();
        person.setName(random.nextInt(5) == 0 ? null : SerializersTest.text(random));
        person.setVersion(random.nextInt());
        return person;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Person that
                && id == that.id
                && active == that.active
                && version == that.version
                && Objects.equals(weight, that.weight)
                && Arrays.equals(photo, that.photo)
                && Objects.equals(scores, that.scores)
                && (alias == null) == (that.alias == null)
                && Objects.equals(getName(), that.getName());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }
}
