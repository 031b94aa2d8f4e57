"""Properties here are about bytes, not about how busy the machine is."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "quietword",
    deadline=None,
    max_examples=50,  # most tests here run once for each of eleven formats
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("quietword")
