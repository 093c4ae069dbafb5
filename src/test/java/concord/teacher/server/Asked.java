package concord.teacher.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// One request to a model, as the server understood it.
///
/// @param serial  from 1, in order of arrival
/// @param times   how often the same user message has been asked, this time included
/// @param headers by lower-case name
/// @param nanos   when it came
public record Asked(int serial, int times, String path, Map<String, String> headers, JsonNode body, String model, String system,
        String user,
        long nanos) {}
