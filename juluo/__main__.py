import sys

from juluo.cli import main

sys.exit(main())
