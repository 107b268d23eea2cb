"""Who may see and do what. The only place that knows what a role means: read roles, then seeing, answering, doing."""

from household.policy.agreeing import *  # noqa: F403
from household.policy.answering import *  # noqa: F403
from household.policy.caring import *  # noqa: F403
from household.policy.checking_in import *  # noqa: F403
from household.policy.circles import *  # noqa: F403
from household.policy.coming_back import *  # noqa: F403
from household.policy.doing import *  # noqa: F403
from household.policy.entering import *  # noqa: F403
from household.policy.faces import *  # noqa: F403
from household.policy.feeling import *  # noqa: F403
from household.policy.helping import *  # noqa: F403
from household.policy.kid_asks import *  # noqa: F403
from household.policy.kids import *  # noqa: F403
from household.policy.leaving import *  # noqa: F403
from household.policy.looking_ahead import *  # noqa: F403
from household.policy.looking_back import *  # noqa: F403
from household.policy.our_why import *  # noqa: F403
from household.policy.own import *  # noqa: F403
from household.policy.pressing import *  # noqa: F403
from household.policy.repairing import *  # noqa: F403
from household.policy.seeing import *  # noqa: F403
from household.policy.stories import *  # noqa: F403
from household.policy.table import *  # noqa: F403
from household.policy.telling import *  # noqa: F403
from household.policy.tending import *  # noqa: F403
from household.policy.thanking import *  # noqa: F403
