package telegramgateway.tdlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TdVersionTest {

    @Test
    void versions_are_ordered_by_number() {
        assertThat(TdVersion.of("1.8.9")).isLessThan(TdVersion.of("1.8.65")).isLessThan(TdVersion.of("1.10.0"));
        assertThat(TdVersion.of("1.8.65")).isEqualTo(TdVersion.TESTED).hasToString("1.8.65");
    }

    @Test
    void age_counts_from_the_release() {
        assertThat(TdVersion.of("1.8.65").ageInDays(LocalDate.of(2026, 6, 21))).isEqualTo(10);
        assertThat(TdVersion.of("1.8.65").ageInDays(LocalDate.of(2026, 6, 1))).isZero();
    }

    @Test
    void a_version_newer_than_the_table_is_as_old_as_the_newest_in_it() {
        LocalDate day = LocalDate.of(2027, 1, 1);

        assertThat(TdVersion.of("1.9.0").ageInDays(day))
                .isEqualTo(TdVersion.of("1.8.66").ageInDays(day));
    }

    @Test
    void what_is_no_version_is_refused() {
        assertThatThrownBy(() -> TdVersion.of("")).hasMessage("'' is no version of TDLib, such as 1.8.65");
    }
}
