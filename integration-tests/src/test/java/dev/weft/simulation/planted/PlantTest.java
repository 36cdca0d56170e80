package dev.weft.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.simulation.planted.Plant.Mutation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlantTest {

    static Stream<Plant> plants() {
        return Plant.all().stream();
    }

    /** A mutation of a method that the class has no more would never be found, or only when the class is loaded. */
    @ParameterizedTest
    @MethodSource("plants")
    void everyMutationFitsIntoItsClass(Plant plant) throws IOException {
        for (Mutation mutation : plant.mutations()) {
            String file = mutation.type().replace('.', '/') + ".class";
            try (InputStream in = PlantTest.class.getClassLoader().getResourceAsStream(file)) {
                assertThat(in).as(mutation.type()).isNotNull();
                byte[] original = in.readAllBytes();
                assertThat(Mutator.change(original, List.of(mutation))).isNotEqualTo(original);
            }
        }
    }
}
